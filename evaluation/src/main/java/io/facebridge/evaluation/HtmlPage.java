package io.facebridge.evaluation;

import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Plot.escaped;

import java.util.List;
import java.util.function.Function;

/** The parts that the sections of a report are made of. */
final class HtmlPage {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    /** Of drawings for phones, on which the wide ones would have letters too small to read. */
    private static final int NARROW_WIDTH = 350;

    private static final int NARROW_HEIGHT = 300;

    private final StringBuilder html = new StringBuilder(1 << 16);

    /** Of the columns of the table that is being written, and which is next. */
    private List<String> names = List.of();

    private int column;

    /** Adds HTML as it is; text of a file must be escaped. */
    HtmlPage append(Object text) {
        html.append(text);
        return this;
    }

    /** Returns the number of columns of the current table. */
    int columns() {
        return names.size();
    }

    static String between(RateInterval interval) {
        return percent(interval.low()).replace(" %", "") + "\u00A0–\u00A0"
                + percent(interval.high()).replace(' ', '\u00A0');
    }

    static String withInterval(double rate, RateInterval interval) {
        return percent(rate) + "<small>" + between(interval) + "</small>";
    }

    static String tag(StatisticalSupport support) {
        return "<span class=\"tag " + support + "\">" + support + "</span>";
    }

    void entry(String name, String value) {
        html.append("<dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>\n");
    }

    /** Starts a table whose rows become cards on a phone, where each value stands beside its column's name. */
    void head(List<String> columns) {
        names = List.copyOf(columns);
        html.append("<div class=\"wide rows\"><table>\n<tr class=\"head\">");
        names.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("</tr>\n");
    }

    void startRow(String kind) {
        html.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
        column = 0;
    }

    void why(int columns, String content) {
        html.append("<td class=\"why\" colspan=\"")
                .append(columns)
                .append("\">")
                .append(content)
                .append("</td>");
        column += columns;
    }

    static String small(String content) {
        return "<small>" + content + "</small>";
    }

    void cell(String content) {
        html.append("<td data-label=\"")
                .append(column < names.size() ? escaped(names.get(column)) : "")
                .append("\"><span>")
                .append(content)
                .append("</span></td>");
        column++;
    }

    /** Adds a figure twice: for screens, and narrow for phones. */
    void figure(Function<Boolean, String> svg, String caption) {
        html.append("<figure>\n<div class=\"desk\">\n")
                .append(svg.apply(false))
                .append("</div>\n<div class=\"phone\">\n")
                .append(svg.apply(true))
                .append("</div>\n<figcaption>")
                .append(caption)
                .append("</figcaption></figure>\n");
    }

    static int width(boolean narrow) {
        return narrow ? NARROW_WIDTH : WIDTH;
    }

    static int height(boolean narrow) {
        return narrow ? NARROW_HEIGHT : HEIGHT;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
