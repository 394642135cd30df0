/** The code of docs/how-to/common-tasks.md: one class for each task, which imports what the task takes and nothing else. */
@NullMarked
package io.facebridge.examples.tasks;

import org.jspecify.annotations.NullMarked;
