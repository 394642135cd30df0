package io.facebridge.cli;

/** What a progress counts. */
enum ProgressUnit {
    IMAGES("image", "images"),
    PAIRS("pair", "pairs"),
    PEOPLE("person", "people"),
    FACES("face", "faces"),
    MEGABYTES("MB", "MB") {
        @Override
        String number(double bytes) {
            return Text.format("%.1f", bytes / BYTES_OF_ONE);
        }

        @Override
        String perSecond(double rate) {
            return number(rate) + " MB/s";
        }
    };

    private static final double BYTES_OF_ONE = 1e6;
    private static final int MINUTE = 60;
    private static final int MANY = 10;

    private final String one;
    private final String many;

    ProgressUnit(String one, String many) {
        this.one = one;
        this.many = many;
    }

    String number(double amount) {
        return Text.format("%,.0f", amount);
    }

    String count(long amount) {
        return number((double) amount) + " " + (amount == 1 ? one : many);
    }

    String of(long done, long total) {
        return number((double) done) + " of " + count(total);
    }

    /** Returns a rate: per second, or per minute if that is more legible. */
    String perSecond(double rate) {
        return rate >= 1 ? shortly(rate) + "/s" : shortly(rate * MINUTE) + "/min";
    }

    private String shortly(double rate) {
        return rate >= MANY ? number(rate) : Text.format("%.1f", rate);
    }
}
