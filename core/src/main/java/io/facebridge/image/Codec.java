package io.facebridge.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The readers and writers in use, named by class: whichever plug-in the application has registered first must not change
 * what an image looks like.
 */
enum Codec {
    JPEG("com.sun.imageio.plugins.jpeg.JPEGImage"),
    CMYK_JPEG("com.sun.imageio.plugins.jpeg.JPEGImage"),
    PNG("com.sun.imageio.plugins.png.PNGImage"),
    BMP("com.sun.imageio.plugins.bmp.BMPImage"),
    GIF("com.sun.imageio.plugins.gif.GIFImage");

    private final String prefix;

    Codec(String prefix) {
        this.prefix = prefix;
    }

    ImageReader reader() throws IOException {
        ImageReaderSpi jdk = provider(ImageReaderSpi.class, prefix + "ReaderSpi");
        return this == CMYK_JPEG ? aroundJdk(jdk).createReaderInstance() : jdk.createReaderInstance();
    }

    ImageWriter writer() throws IOException {
        return provider(ImageWriterSpi.class, prefix + "WriterSpi").createWriterInstance();
    }

    private static ImageReaderSpi aroundJdk(ImageReaderSpi jdk) {
        // The reader finds the one it wraps in the registry that it is put into; the JVM-wide one is not ours to
        // change.
        ServiceRegistry registry =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        ImageReaderSpi cmyk = new JPEGImageReaderSpi();
        registry.registerServiceProvider(jdk, ImageReaderSpi.class);
        registry.registerServiceProvider(cmyk, ImageReaderSpi.class);
        return cmyk;
    }

    private static <T extends ImageReaderWriterSpi> T provider(Class<T> category, String name) {
        Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(category, false);
        while (providers.hasNext()) {
            T provider = providers.next();
            if (provider.getClass().getName().equals(name)) {
                return provider;
            }
        }
        throw new IllegalStateException("the JDK's " + name
                + " is not registered with ImageIO; run with the module java.desktop and do not deregister it");
    }
}
