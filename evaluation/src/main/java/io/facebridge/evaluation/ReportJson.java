package io.facebridge.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.error.InsufficientDataException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The numbers of a report as JSON. */
final class ReportJson {
    private final TuningReport report;
    private final Evaluation evaluation;
    private final JsonGenerator json;

    private ReportJson(TuningReport report, JsonGenerator json) {
        this.report = report;
        evaluation = report.evaluation();
        this.json = json;
    }

    static String of(TuningReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new ReportJson(report, json).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string does not fail
        }
        return text.toString();
    }

    private void write() throws IOException {
        ScoreSet scores = evaluation.scores();
        json.writeStartObject();
        json.writeNumberField("mated", scores.matedCount());
        json.writeNumberField("nonMated", scores.nonMatedCount());
        json.writeNumberField("failures", scores.failures().total());
        number("auc", evaluation.auc());
        number("dPrime", evaluation.dPrime());
        EqualErrorRates eer = evaluation.eer();
        json.writeObjectFieldStart("eer");
        number("rocch", eer.rocch());
        json.writeObjectFieldStart("fvc");
        number("low", eer.fvcLow());
        number("high", eer.fvcHigh());
        number("value", eer.fvc());
        json.writeEndObject();
        json.writeObjectFieldStart("nearest");
        number("threshold", eer.nearest().threshold());
        number("value", eer.nearest().hter());
        json.writeEndObject();
        json.writeEndObject();
        number("minCllr", evaluation.minCllr());
        about(scores);
        recommended();
        test();
        groups();
        searches();
        attacks();
        zones();
        curves();
        json.writeArrayFieldStart("thresholds");
        for (ThresholdAtRate each : report.thresholds()) {
            write(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void about(ScoreSet scores) throws IOException {
        json.writeStringField("title", report.title());
        if (report.date().isPresent()) {
            json.writeStringField("date", report.date().get().toString());
        }
        json.writeStringField("source", scores.source().toString());
        json.writeStringField("scoresSha256", scores.contentHash());
        json.writeNumberField("failuresAtEnrollment", scores.failures().enrollment());
        if (scores.subjects() > 0) {
            json.writeNumberField("persons", scores.subjects());
        } else {
            json.writeNullField("persons");
        }
        if (evaluation.subjectPairs().isPresent()) {
            json.writeNumberField("pairsOfPersons", evaluation.subjectPairs().getAsLong());
        } else {
            json.writeNullField("pairsOfPersons");
        }
        json.writeBooleanField("intervalsAssumeIndependence", !evaluation.byPersons());
        json.writeArrayFieldStart("warnings");
        for (String warning : report.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }

    private void recommended() throws IOException {
        ThresholdAtRate best = report.recommended().orElse(null);
        if (best == null) {
            json.writeNullField("recommended");
            return;
        }
        json.writeObjectFieldStart("recommended");
        number("targetFmr", best.target());
        number("threshold", best.orThrow().threshold());
        json.writeStringField("shortThreshold", report.shortened(best.orThrow().threshold()));
        json.writeStringField("support", best.support().name());
        json.writeEndObject();
    }

    private void test() throws IOException {
        Evaluation test = report.test().orElse(null);
        if (test == null) {
            json.writeNullField("test");
            return;
        }
        json.writeObjectFieldStart("test");
        json.writeNumberField("mated", test.scores().matedCount());
        json.writeNumberField("nonMated", test.scores().nonMatedCount());
        json.writeNumberField("failures", test.scores().failures().total());
        json.writeBooleanField("intervalsAssumeIndependence", !test.byPersons());
        json.writeArrayFieldStart("thresholds");
        for (ThresholdAtRate each : report.thresholds()) {
            if (each.point().isPresent()) {
                json.writeStartObject();
                number("targetFmr", each.target());
                counted(test, test.at(each.orThrow().threshold()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What was counted at a threshold, with the intervals that decide. */
    private void counted(Evaluation of, OperatingPoint point) throws IOException {
        number("threshold", point.threshold());
        json.writeNumberField("falseMatches", point.falseMatches());
        number("fmr", point.fmr());
        json.writeNumberField("falseNonMatches", point.falseNonMatches());
        number("fnmr", point.fnmr());
        interval("fmrInterval95", of.fmrInterval(point));
        interval("fnmrInterval95", of.fnmrInterval(point));
        precision(point);
    }

    private void precision(OperatingPoint point) throws IOException {
        number("recall", 1 - point.fnmr());
        number("precision", point.precision(report.matedShare()));
        number("precisionAtMatedShare", report.matedShare());
    }

    private void groups() throws IOException {
        GroupRates rates = report.groups().orElse(null);
        if (rates == null) {
            json.writeNullField("groups");
            return;
        }
        json.writeObjectFieldStart("groups");
        number("threshold", rates.threshold());
        number("targetFmr", rates.targetFmr());
        json.writeBooleanField("assumesIndependence", !rates.byPersons());
        json.writeArrayFieldStart("groups");
        for (GroupRates.Group group : rates.groups()) {
            OperatingPoint errors = group.errors();
            json.writeStartObject();
            json.writeStringField("name", group.name());
            json.writeBooleanField("assessable", group.assessable());
            json.writeNumberField("falseMatches", errors.falseMatches());
            json.writeNumberField("nonMated", errors.nonMated());
            number("fmr", errors.fmr());
            interval("fmrInterval95", group.fmrInterval95());
            number("fmrDiffersP", group.fmrDiffersP());
            json.writeNumberField("falseNonMatches", errors.falseNonMatches());
            json.writeNumberField("mated", errors.mated());
            number("fnmr", errors.fnmr());
            interval("fnmrInterval95", group.fnmrInterval95());
            number("fnmrDiffersP", group.fnmrDiffersP());
            json.writeEndObject();
        }
        json.writeEndArray();
        number("fmrMaxOverMin", rates.fmrMaxOverMin().orElse(Double.NaN));
        number("fmrMaxOverGeometricMean", rates.fmrMaxOverGeometricMean().orElse(Double.NaN));
        number("fnmrMaxOverGeometricMean", rates.fnmrMaxOverGeometricMean().orElse(Double.NaN));
        json.writeArrayFieldStart("cells");
        for (GroupRates.Cell cell : rates.cells()) {
            json.writeStartObject();
            json.writeStringField("one", cell.one());
            json.writeStringField("other", cell.other());
            json.writeNumberField("falseMatches", cell.falseMatches());
            json.writeNumberField("nonMated", cell.nonMated());
            json.writeBooleanField("assessable", cell.assessable());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void searches() throws IOException {
        SearchEvaluation trial = report.searches().orElse(null);
        if (trial == null) {
            json.writeNullField("searches");
            return;
        }
        SearchSet set = trial.searches();
        json.writeObjectFieldStart("searches");
        json.writeNumberField("mated", set.matedCount());
        json.writeNumberField("nonMated", set.nonMatedCount());
        json.writeNumberField("failures", set.failures());
        if (set.references().isPresent()) {
            json.writeNumberField("references", set.references().getAsLong());
        } else {
            json.writeNullField("references");
            json.writeNumberField("referencesAtLeast", set.gallerySize());
        }
        json.writeBooleanField("intervalsAssumeIndependence", !trial.byPersons());
        json.writeArrayFieldStart("hitRates");
        for (double rate : set.matedCount() == 0 ? List.<Double>of() : trial.hitRates(report.ranks())) {
            json.writeNumber(rate);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("thresholds");
        for (double target : TuningReport.FPIR_TARGETS) {
            search(trial, trial.atFpir(target));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void search(SearchEvaluation trial, ThresholdAtRate found) throws IOException {
        json.writeStartObject();
        number("targetFpir", found.target());
        OperatingPoint point = found.point().orElse(null);
        if (point == null) {
            json.writeNullField("threshold");
        } else {
            number("threshold", point.threshold());
            json.writeNumberField("falsePositives", point.falseMatches());
            number("fpir", point.fmr());
            interval("fpirInterval95", trial.fpirInterval(point.threshold()));
            json.writeNumberField("misses", point.falseNonMatches());
            number("fnir", point.fnmr());
            interval("fnirInterval95", trial.fnirInterval(point.threshold(), 1));
            number("selectivity", trial.at(point.threshold(), 1).selectivity());
        }
        json.writeStringField("support", found.support().name());
        number("upperBound95", found.upperBound95());
        json.writeNumberField("neededNonMated", found.needed());
        json.writeEndObject();
    }

    private void attacks() throws IOException {
        AttackEvaluation trial = report.attacks().orElse(null);
        if (trial == null) {
            json.writeNullField("attacks");
            return;
        }
        json.writeObjectFieldStart("attacks");
        for (int in : TuningReport.APCER_ONE_IN) {
            json.writeObjectFieldStart("bpcer" + in);
            try {
                write(trial.atApcer(1.0 / in));
            } catch (InsufficientDataException e) {
                json.writeStringField("support", StatisticalSupport.UNSUPPORTED.name());
                json.writeStringField("reason", e.getMessage());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void write(AttackPoint point) throws IOException {
        number("threshold", point.threshold());
        number("bpcer", point.bpcer());
        interval("bpcerInterval95", point.bpcerInterval());
        json.writeNumberField("bonaFideRejected", point.bonaFideRejected());
        json.writeNumberField("bonaFide", point.bonaFide());
        json.writeNumberField("bonaFideWithoutResponse", point.bonaFideWithoutResponse());
        json.writeArrayFieldStart("species");
        for (Map.Entry<String, AttackPoint.Attacks> each : point.attacks().entrySet()) {
            AttackPoint.Attacks attacks = each.getValue();
            json.writeStartObject();
            json.writeStringField("name", each.getKey());
            json.writeNumberField("accepted", attacks.accepted());
            json.writeNumberField("presentations", attacks.presentations());
            number("apcer", attacks.apcer());
            interval("apcerInterval95", attacks.interval());
            number("upperBound95", attacks.upperBound95());
            json.writeNumberField("withoutResponse", attacks.withoutResponse());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void zones() throws IOException {
        DecisionZones zones = report.zones().orElse(null);
        if (zones == null) {
            return;
        }
        json.writeObjectFieldStart("zones");
        number("acceptFrom", zones.accept().threshold());
        number("acceptFmr", zones.accept().fmr());
        number("rejectBelow", zones.reject().threshold());
        number("rejectFnmr", zones.reject().fnmr());
        number("matedReview", zones.matedReviewRate());
        number("nonMatedReview", zones.nonMatedReviewRate());
        number("reviewLoad", zones.reviewRate(report.nonMatedShare()));
        number("reviewLoadAtNonMatedShare", report.nonMatedShare());
        json.writeEndObject();
    }

    /** What the page draws: threshold, false matches and false non-matches of each point, and the scores by label. */
    private void curves() throws IOException {
        json.writeArrayFieldStart("curve");
        for (OperatingPoint point : evaluation.curve(TuningReport.CURVE_POINTS)) {
            if (Double.isFinite(point.threshold())) {
                json.writeStartArray();
                json.writeNumber(point.threshold());
                json.writeNumber(point.falseMatches());
                json.writeNumber(point.falseNonMatches());
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        ScoreBins bins = ScoreBins.of(evaluation.scores());
        json.writeObjectFieldStart("histogram");
        number("low", bins.low());
        number("high", bins.high());
        counts("mated", bins.mated());
        counts("nonMated", bins.nonMated());
        json.writeEndObject();
    }

    private void counts(String name, List<Long> counts) throws IOException {
        json.writeArrayFieldStart(name);
        for (long count : counts) {
            json.writeNumber(count);
        }
        json.writeEndArray();
    }

    private void write(ThresholdAtRate each) throws IOException {
        OperatingPoint point = each.point().orElse(null);
        json.writeStartObject();
        number("targetFmr", each.target());
        if (point == null) {
            for (String name : new String[] {"threshold", "falseMatches", "fmr", "falseNonMatches", "fnmr"}) {
                json.writeNullField(name);
            }
        } else {
            number("threshold", point.threshold());
            json.writeNumberField("falseMatches", point.falseMatches());
            number("fmr", point.fmr());
            json.writeNumberField("falseNonMatches", point.falseNonMatches());
            number("fnmr", point.fnmr());
        }
        json.writeStringField("support", each.support().name());
        if (point == null) {
            json.writeNullField("fmrInterval95");
            json.writeNullField("fnmrInterval95");
        } else {
            interval("fmrInterval95", evaluation.fmrInterval(point));
            interval("fnmrInterval95", evaluation.fnmrInterval(point));
        }
        number("upperBound95", each.upperBound95());
        if (point != null) {
            interval("fmrIndependentInterval95", point.fmrInterval());
            interval("fnmrIndependentInterval95", point.fnmrInterval());
            number("effectiveNonMated", each.effectiveSize());
            precision(point);
        }
        json.writeNumberField("neededNonMated", each.needed());
        json.writeEndObject();
    }

    private void interval(String name, RateInterval interval) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeNumber(interval.low());
        json.writeNumber(interval.high());
        json.writeEndArray();
    }

    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
