package io.facebridge.azure.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form with a file, as the service requires for a session with an image: text parts, and a file with a name. */
final class Multipart {
    private final String boundary;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** The boundary must not occur in any part; a random one does not. */
    Multipart(String boundary) {
        this.boundary = boundary;
    }

    Multipart text(String name, String value) {
        header(name, "", "text/plain; charset=utf-8");
        body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Multipart file(String name, String fileName, byte[] bytes) {
        header(name, "; filename=\"" + fileName + "\"", "application/octet-stream");
        body.writeBytes(bytes);
        return this;
    }

    AzureRequest in(AzureRequest request) {
        write("\r\n--" + boundary + "--\r\n");
        return request.content("multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    private void header(String name, String more, String type) {
        write((body.size() == 0 ? "" : "\r\n") + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"" + more + "\r\nContent-Type: " + type + "\r\n\r\n");
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
