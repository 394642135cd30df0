package io.facebridge.cli;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * A type of its own: letters as strokes of lines and arcs, which Java draws smoothly at every size.
 *
 * <p>The fonts of AWT are not used. A Java runtime on a server may have no native font library, no configuration of fonts and no
 * font file, and then fails; where it has them they differ, so that the same image would be drawn differently on two machines;
 * and loading them takes longer than everything else that a drawing needs.
 */
final class StrokeFont {
    /** Units of the grid in the size of the type. Capitals are 14 high, small letters 10, descenders 4. */
    private static final double UNITS = 20;

    private static final double CAPITALS = 14;
    private static final double DESCENDERS = 4;
    private static final double WEIGHT = 1.9;
    private static final double GAP = 1.9;
    private static final double BLANK = 2.6;
    private static final char UNKNOWN = '\uFFFD';

    /**
     * A character, its width, and its strokes, separated by semicolons. A stroke is a polyline of points {@code x,y}, with arcs
     * {@code @x,y,rx,ry,start,extent} in degrees counterclockwise, and curves {@code Qx,y,x,y}. The origin is the upper left corner
     * of a capital.
     */
    private static final String GLYPHS = """
            0 7 @3.5,4.3,3.5,4.3,0,180 @3.5,9.7,3.5,4.3,180,180 7,4.3
            1 7 0.8,3 4.2,0 4.2,14;1,14 7,14
            2 7 @3.5,3.9,3.5,3.9,172,-206 0,14 7,14
            3 7 @3.3,3.4,3.1,3.4,155,-245 @3.4,10.4,3.6,3.6,90,-245
            4 7.4 5.4,14 5.4,0 0,9.8 7.4,9.8
            5 7 6.4,0 1.2,0 0.6,6.4 @3.3,9.4,3.7,4.6,137,-282
            6 7 5.4,0 Q0,3.4,0,9.6 @3.5,9.6,3.5,4.4,180,360
            7 7 0,0 7,0 2.4,14
            8 7 @3.5,3.4,3,3.4,270,360;@3.5,10.4,3.5,3.6,90,360
            9 7 1.6,14 Q7,10.6,7,4.4 @3.5,4.4,3.5,4.4,0,360
            A 9 0,14 4.5,0 9,14;1.6,9.4 7.4,9.4
            B 7.4 0,14 0,0 3.7,0 @3.7,3.4,3.1,3.4,90,-180 0,6.8 4,6.8 @4,10.4,3.4,3.6,90,-180 0,14
            C 8 @4.6,7,4.6,7,45,270
            D 8 0,0 3,0 @3,7,5.2,7,90,-180 0,14 0,0
            E 6.4 6.4,0 0,0 0,14 6.4,14;0,6.8 5.6,6.8
            F 6.2 6.2,0 0,0 0,14;0,7 5.4,7
            G 8.8 @4.6,7,4.6,7,48,285 8.7,7.6 5.2,7.6
            H 8 0,0 0,14;8,0 8,14;0,6.8 8,6.8
            I 1 0.5,0 0.5,14
            J 5 5,0 5,10.2 @2.4,10.2,2.6,3.8,0,-160
            K 7.4 0,0 0,14;7,0 0,8.8;2.6,6.4 7.4,14
            L 6 0,0 0,14 6,14
            M 10 0,14 0,0 5,9.5 10,0 10,14
            N 8 0,14 0,0 8,14 8,0
            O 9.2 @4.6,7,4.6,7,0,360
            P 7.2 0,14 0,0 3.6,0 @3.6,3.9,3.6,3.9,90,-180 0,7.8
            Q 9.2 @4.6,7,4.6,7,0,360;5.8,10.4 9,14.6
            R 7.4 0,14 0,0 3.6,0 @3.6,3.8,3.5,3.8,90,-180 0,7.6;3.8,7.6 7.4,14
            S 7 @3.6,3.5,3.1,3.5,35,235 @3.5,10.5,3.5,3.5,90,-235
            T 8 0,0 8,0;4,0 4,14
            U 8 0,0 0,9.8 @4,9.8,4,4.2,180,180 8,0
            V 9 0,0 4.5,14 9,0
            W 13 0,0 3.3,14 6.5,2 9.7,14 13,0
            X 8 0,0 8,14;8,0 0,14
            Y 8.4 0,0 4.2,7.4 8.4,0;4.2,7.4 4.2,14
            Z 7.4 0,0 7.4,0 0,14 7.4,14
            a 6.4 @3.2,9,3.2,5,0,360;6.4,4 6.4,14
            b 6.4 0,0 0,14;@3.2,9,3.2,5,0,360
            c 5.8 @3.4,9,3.4,5,48,264
            d 6.4 6.4,0 6.4,14;@3.2,9,3.2,5,0,360
            e 6.6 0,9 6.6,9 @3.3,9,3.3,5,0,318
            f 4 4.2,0.2 Q1.6,-0.6,1.6,3.4 1.6,14;0,4.4 4,4.4
            g 6.4 @3.2,9,3.2,5,0,360;6.4,4 6.4,14.4 @3.2,14.4,3.2,3.6,0,-155
            h 6.2 0,0 0,14;0,8 @3.1,7.6,3.1,3.6,180,-180 6.2,14
            i 1 0.5,4 0.5,14;0.5,0.4 0.5,0.6
            j 2 1.5,4 1.5,15.2 Q1.5,18,-0.8,18;1.5,0.4 1.5,0.6
            k 6 0,0 0,14;5.4,4 0,10;2.2,8 6,14
            l 1 0.5,0 0.5,14
            m 10 0,4 0,14;0,7.4 @2.5,7,2.5,3,180,-180 5,14;5,7.4 @7.5,7,2.5,3,180,-180 10,14
            n 6.2 0,4 0,14;0,8 @3.1,7.6,3.1,3.6,180,-180 6.2,14
            o 6.8 @3.4,9,3.4,5,0,360
            p 6.4 0,4 0,18;@3.2,9,3.2,5,0,360
            q 6.4 6.4,4 6.4,18;@3.2,9,3.2,5,0,360
            r 4.2 0,4 0,14;0,8 @2.9,7.7,2.9,3.7,180,-118
            s 5.2 @2.75,6.5,2.4,2.5,35,235 @2.6,11.5,2.6,2.5,90,-235
            t 4.2 1.6,1 1.6,11.4 Q1.6,14,4.2,13.8;0,4.4 4.2,4.4
            u 6.2 0,4 0,10.4 @3.1,10.4,3.1,3.6,180,180;6.2,4 6.2,14
            v 6.4 0,4 3.2,14 6.4,4
            w 9.6 0,4 2.4,14 4.8,5.4 7.2,14 9.6,4
            x 5.8 0,4 5.8,14;5.8,4 0,14
            y 6.4 0,4 3.3,13.8;6.4,4 2.5,16 Q1.8,18,-0.2,18
            z 5.6 0,4 5.6,4 0,14 5.6,14
            . 1 0.5,13.7 0.5,13.8
            , 1.4 1,13.5 0.2,16
            : 1 0.5,5.6 0.5,5.7;0.5,13.7 0.5,13.8
            ; 1.4 0.8,5.6 0.8,5.7;1,13.5 0.2,16
            - 4 0,8.6 4,8.6
            + 7 0,8.4 7,8.4;3.5,4.9 3.5,11.9
            = 7 0,6.6 7,6.6;0,10.4 7,10.4
            _ 6.5 0,15.4 6.5,15.4
            ( 2.4 2.4,-1.4 Q-1.6,7.1,2.4,15.6
            ) 2.4 0,-1.4 Q4,7.1,0,15.6
            [ 2.4 2.4,-1.4 0,-1.4 0,15.6 2.4,15.6
            ] 2.4 0,-1.4 2.4,-1.4 2.4,15.6 0,15.6
            / 5 0,15.6 5,-1.4
            \\ 5 0,-1.4 5,15.6
            % 11 0,14 11,0;@2.3,3,2.3,3,0,360;@8.7,11,2.3,3,0,360
            # 8 2.6,0 1.4,14;6.6,0 5.4,14;0,4.6 8,4.6;0,9.4 8,9.4
            < 6 6,4 0,8.5 6,13
            > 6 0,4 6,8.5 0,13
            ! 1 0.5,0 0.5,9.4;0.5,13.7 0.5,13.8
            ? 6 @3,3.4,3,3.4,165,-225 3,8.4 3,9.6;3,13.7 3,13.8
            ' 1 0.5,0 0.5,3.4
            \uFFFD 6 0,0 6,0 6,14 0,14 0,0
            """;

    private static final Map<Character, Glyph> BY_CHARACTER = parse();

    private final double size;

    /**
     * Creates the type in a size.
     *
     * @param size pixels, of which seven tenths are the height of a capital
     */
    StrokeFont(double size) {
        this.size = size;
    }

    private record Glyph(double width, Path2D strokes) {}

    /** Returns the height of a capital, pixels. */
    double capitals() {
        return CAPITALS * unit();
    }

    /** Returns how far letters reach below the baseline, pixels. */
    double descent() {
        return DESCENDERS * unit();
    }

    /** Returns the width of a line of text, pixels. */
    double width(String text) {
        double units = 0;
        for (int i = 0; i < text.length(); i++) {
            units += advance(text.charAt(i));
        }
        return Math.max(0, units - GAP) * unit();
    }

    /** Draws a line of text in the color of the graphics, with its left end and its baseline there. */
    void draw(Graphics2D graphics, String text, double left, double baseline) {
        double unit = unit();
        graphics.setStroke(new BasicStroke((float) (WEIGHT * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double x = left + WEIGHT / 2 * unit;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != ' ') {
                AffineTransform place = new AffineTransform(unit, 0, 0, unit, x, baseline - CAPITALS * unit);
                graphics.draw(place.createTransformedShape(glyph(character).strokes()));
            }
            x += advance(character) * unit;
        }
    }

    private double unit() {
        return size / UNITS;
    }

    private static double advance(char character) {
        return (character == ' ' ? BLANK : glyph(character).width() + WEIGHT) + GAP;
    }

    private static Glyph glyph(char character) {
        Glyph glyph = BY_CHARACTER.get(character);
        return glyph == null ? BY_CHARACTER.getOrDefault(UNKNOWN, new Glyph(0, new Path2D.Double())) : glyph;
    }

    private static Map<Character, Glyph> parse() {
        Map<Character, Glyph> glyphs = new HashMap<>();
        GLYPHS.lines().forEach(line -> {
            String[] parts = line.split(" ", 3);
            glyphs.put(parts[0].charAt(0), new Glyph(Double.parseDouble(parts[1]), strokes(parts[2])));
        });
        return Map.copyOf(glyphs);
    }

    private static Path2D strokes(String text) {
        Path2D path = new Path2D.Double();
        for (String stroke : text.split(";", -1)) {
            boolean isBegun = false;
            for (String part : stroke.split(" ", -1)) {
                append(path, part, isBegun);
                isBegun = true;
            }
        }
        return path;
    }

    private static void append(Path2D path, String part, boolean isBegun) {
        char kind = part.charAt(0);
        double[] n = numbers(kind == '@' || kind == 'Q' ? part.substring(1) : part);
        if (kind == '@') {
            path.append(
                    new Arc2D.Double(n[0] - n[2], n[1] - n[3], 2 * n[2], 2 * n[3], n[4], n[5], Arc2D.OPEN), isBegun);
        } else if (kind == 'Q') {
            path.quadTo(n[0], n[1], n[2], n[3]);
        } else if (isBegun) {
            path.lineTo(n[0], n[1]);
        } else {
            path.moveTo(n[0], n[1]);
        }
    }

    private static double[] numbers(String text) {
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Double.parseDouble(parts[i]);
        }
        return numbers;
    }
}
