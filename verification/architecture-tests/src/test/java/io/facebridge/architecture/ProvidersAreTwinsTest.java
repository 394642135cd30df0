package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader of one provider module finds the same roles under the same names in the next one. */
class ProvidersAreTwinsTest {
    private static final CompiledModules MODULES = CompiledModules.open();

    static List<String> providers() {
        return MODULES.providers();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void has_one_public_final_door_named_after_it(String module) {
        String name = module.substring("provider-".length());
        String expected =
                "io.facebridge." + name + "." + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Faces";

        JavaClass door = doorOf(module);

        assertThat(door.getName()).isEqualTo(expected);
        assertThat(door.getModifiers()).contains(JavaModifier.PUBLIC, JavaModifier.FINAL);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void opens_by_create_or_by_builder(String module) {
        List<String> ways = doorOf(module).getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.STATIC)
                        && method.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaMethod::getName)
                .toList();

        assertThat(ways).contains("create", "builder").isSubsetOf("create", "builder");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void keeps_what_is_not_api_in_its_internal_package(String module) {
        String home = doorOf(module).getPackageName();

        assertThat(MODULES.of(module)).extracting(JavaClass::getPackageName).contains(home + ".internal");
        assertThat(MODULES.of(module))
                .allSatisfy(type -> assertThat(type.getPackageName()).isIn(home, home + ".internal"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void is_found_by_the_service_loader_through_one_file(String module) throws IOException {
        Path services = MODULES.output(module).resolve("META-INF/services");

        assertThat(names(services)).containsExactly("io.facebridge.FaceProviderFactory");
        List<String> factories = Files.readAllLines(services.resolve("io.facebridge.FaceProviderFactory"));
        assertThat(factories).hasSize(1);
        assertThat(MODULES.of(module).get(factories.get(0).strip()).isAssignableTo("io.facebridge.FaceProviderFactory"))
                .isTrue();
    }

    @Test
    void fill_the_same_roles_by_classes_of_the_same_names() throws IOException {
        Map<String, Set<String>> classes = new TreeMap<>();
        for (String provider : ProviderRoles.PREFIXES.keySet()) {
            Path internal = CompiledModules.root()
                    .resolve("provider-" + provider)
                    .resolve("src/main/java/io/facebridge/" + provider + "/internal");
            classes.put(
                    provider,
                    names(internal).stream()
                            .map(file -> file.replace(".java", ""))
                            .filter(name -> !name.equals("package-info"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        String table = ProviderRoles.print(ProviderRoles.table(classes));
        System.out.println(table);

        assertThat(ProviderRoles.complaints(classes)).as(table).isEmpty();
    }

    private static JavaClass doorOf(String module) {
        List<JavaClass> doors = MODULES.of(module).stream()
                .filter(type -> type.isAssignableTo("io.facebridge.FaceProvider"))
                .toList();
        assertThat(doors).as("what is a FaceProvider in %s", module).hasSize(1);
        return doors.get(0);
    }

    private static List<String> names(Path folder) throws IOException {
        assertThat(folder).isDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
