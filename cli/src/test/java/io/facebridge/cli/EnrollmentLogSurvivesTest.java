package io.facebridge.cli;

import io.facebridge.testkit.Appending;
import io.facebridge.testkit.AppendsSurviveContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class EnrollmentLogSurvivesTest extends AppendsSurviveContract {
    /** A journal of pictures that were enrolled. */
    public static final class Enrollments implements Appending {
        private static final String TARGET = "target";
        private static final int ROUND = 100_000;

        @Override
        public Appender open(Path file) {
            EnrollmentLog log = EnrollmentLog.open(file, TARGET);
            return new Appender() {
                @Override
                public void append(int number) {
                    log.add("local", "staff", item(number), new EnrollmentLog.Entry("crc", "options", null));
                }

                @Override
                public void close() {
                    log.close();
                }
            };
        }

        private static EnrollmentList.Item item(int number) {
            return new EnrollmentList.Item("p" + number, "picture", "picture", null);
        }

        /** Looks where {@link AppendsSurviveContract} has numbers: rounds begin at multiples of 100,000. */
        @Override
        public List<Integer> read(Path file) {
            try (EnrollmentLog log = EnrollmentLog.open(file, TARGET)) {
                return IntStream.range(0, 100)
                        .flatMap(round -> IntStream.range(round * ROUND, round * ROUND + 5_000))
                        .filter(number -> log.find(item(number)) != null)
                        .boxed()
                        .toList();
            }
        }
    }

    @Override
    protected Class<? extends Appending> appending() {
        return Enrollments.class;
    }
}
