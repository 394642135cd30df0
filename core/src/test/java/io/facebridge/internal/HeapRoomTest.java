package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
    private static final long LARGEST = Runtime.getRuntime().maxMemory();
    private static final long MIB = 1 << 20;

    @Test
    void what_needs_most_of_the_largest_heap_is_refused_with_both_sizes() {
        assertThatCode(() -> HeapRoom.require(LARGEST / 8 * 5)).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> HeapRoom.require(LARGEST / 8 * 7))
                .withMessageContaining("needs about " + LARGEST / 8 * 7 / MIB + " MiB of heap")
                .withMessageContaining("but the largest heap is " + LARGEST / MIB + " MiB")
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @Test
    void work_for_which_there_is_no_room_now_is_refused_as_a_picture_and_other_work_goes_on() {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");

        assertThat(HeapRoom.within(MIB, () -> 7)).isEqualTo(7);
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> HeapRoom.within(5 * MIB, () -> {
                    throw full;
                }))
                .withMessageContaining("needs about 5 MiB of heap")
                .withMessageContaining("no space now in a heap of at most " + LARGEST / MIB + " MiB")
                .withCause(full);
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> HeapRoom.within(1, () -> {
                    throw full;
                }))
                .withMessageContaining("needs about 1 MiB");
    }

    @Test
    void a_failure_is_looked_through_down_to_its_cause() {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");

        assertThat(HeapRoom.causeOf(new IllegalStateException(new IOException(full)), 5 * MIB))
                .isNotNull()
                .hasMessageContaining("needs about 5 MiB of heap")
                .hasCause(full);
        assertThat(HeapRoom.causeOf(full, MIB)).isNotNull();
        assertThat(HeapRoom.causeOf(new IllegalStateException(new IOException("closed")), MIB))
                .isNull();
    }

    @Test
    void one_question_of_many_fails_alone() {
        assertThat(HeapRoom.forOneOfMany(() -> "yes")).isEqualTo("yes");
        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> HeapRoom.forOneOfMany(() -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }
}
