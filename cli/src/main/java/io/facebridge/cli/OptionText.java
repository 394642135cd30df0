package io.facebridge.cli;

/** The first sentence of the description of an option that several commands have: a name means the same in all of them. */
final class OptionText {
    static final String DRY_RUN = "Only print what the command would do.";
    static final String FACE = "The face of an image to use: only, largest or central.";
    static final String FPIR =
            "Decide at this false positive identification rate: maximum proportion of searches for unenrolled"
                    + " people that match.";
    static final String GALLERY = "Name of a gallery.";
    static final String IMAGES = "Folder with one folder of images per person, named with the person's id.";
    static final String JOURNAL = "Journal of a bulk enrollment or a migration.";
    static final String JSON = "Write results and errors as JSON.";
    static final String MODELS = "Folder of the local provider's model files. Default: the files in the program.";
    static final String OUT = "File to write the result to.";
    static final String OVERWRITE = "Replace a written file that exists. An image that is read is never replaced.";
    static final String QUALITY = "Quality gate of a face: enroll, probe, lenient or off.";
    static final String REFERENCES = "Number of references that a search compares with.";
    static final String REGION = "Region of the service, as its vendor names it.";
    static final String VERIFY_AGAINST = "Also compare the recorded person with the largest face of this image.";

    private OptionText() {}
}
