package io.facebridge.operations.audit;

/** The fields of a record that may name a person, in the order in which a line has them. */
enum LogField {
    ASKED_BY("askedBy"),
    CLAIMED("claimed"),
    PERSON("person");

    private final String word;

    LogField(String word) {
        this.word = word;
    }

    /** {@return the name of the field that has the id} */
    String word() {
        return word;
    }

    /** {@return the name of the field of the chained part that has the id's salted hash} */
    String hashWord() {
        return word + "Hash";
    }
}
