package io.facebridge.tuning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The numbers of a report as JSON. */
final class ReportJson {
    private ReportJson() {}

    static String of(TuningReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string does not fail
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, TuningReport report) throws IOException {
        Evaluation evaluation = report.evaluation();
        ScoreSet scores = evaluation.scores();
        json.writeStartObject();
        json.writeNumberField("mated", scores.matedCount());
        json.writeNumberField("nonMated", scores.nonMatedCount());
        json.writeNumberField("failures", scores.failures().total());
        number(json, "auc", evaluation.auc());
        number(json, "dPrime", evaluation.dPrime());
        EqualErrorRates eer = evaluation.eer();
        json.writeObjectFieldStart("eer");
        number(json, "rocch", eer.rocch());
        json.writeObjectFieldStart("fvc");
        number(json, "low", eer.fvcLow());
        number(json, "high", eer.fvcHigh());
        number(json, "value", eer.fvc());
        json.writeEndObject();
        json.writeObjectFieldStart("nearest");
        number(json, "threshold", eer.nearest().threshold());
        number(json, "value", eer.nearest().hter());
        json.writeEndObject();
        json.writeEndObject();
        number(json, "minCllr", evaluation.minCllr());
        json.writeArrayFieldStart("thresholds");
        for (ThresholdAtRate each : report.thresholds()) {
            write(json, each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ThresholdAtRate each) throws IOException {
        OperatingPoint point = each.point().orElse(null);
        json.writeStartObject();
        number(json, "targetFmr", each.target());
        if (point == null) {
            for (String name : new String[] {"threshold", "falseMatches", "fmr", "falseNonMatches", "fnmr"}) {
                json.writeNullField(name);
            }
        } else {
            number(json, "threshold", point.threshold());
            json.writeNumberField("falseMatches", point.falseMatches());
            number(json, "fmr", point.fmr());
            json.writeNumberField("falseNonMatches", point.falseNonMatches());
            number(json, "fnmr", point.fnmr());
        }
        json.writeStringField("support", each.support().name());
        if (point == null) {
            json.writeNullField("fmrInterval95");
            json.writeNullField("fnmrInterval95");
        } else {
            interval(json, "fmrInterval95", point.fmrInterval());
            interval(json, "fnmrInterval95", point.fnmrInterval());
        }
        number(json, "upperBound95", each.upperBound95());
        json.writeNumberField("neededNonMated", each.needed());
        json.writeEndObject();
    }

    private static void interval(JsonGenerator json, String name, RateInterval interval) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeNumber(interval.low());
        json.writeNumber(interval.high());
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
