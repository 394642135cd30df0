/**
 * One class with {@code main} per idea. Each runs with {@code mvn -B -ntp -Pexample -Dexample=NAME package}.
 */
@NullMarked
package io.facebridge.examples;

import org.jspecify.annotations.NullMarked;
