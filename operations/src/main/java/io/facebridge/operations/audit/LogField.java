package io.facebridge.operations.audit;

/** The fields of a record that may contain the id of a person, in their order in a line. */
enum LogField {
    /** The requester. Its stored name is not changed, as existing logs are chained with it. */
    REQUESTER("askedBy"),
    CLAIMED("claimed"),
    PERSON("person");

    private final String word;

    LogField(String word) {
        this.word = word;
    }

    /** {@return the name of the field with the id} */
    String word() {
        return word;
    }

    /** {@return the name of the field in the chained part with the salted hash of the id} */
    String hashWord() {
        return word + "Hash";
    }
}
