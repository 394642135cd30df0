package io.facebridge.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** What the rules ask of classes, where ArchUnit has no word for it. */
final class Conditions {
    private static final List<Class<?>> OPTIONALS =
            List.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);
    private static final List<Class<?>> HOLDERS_OF_STATE =
            List.of(Map.class, Collection.class, Lock.class, Semaphore.class, ThreadLocal.class, Random.class);
    /** Collections that are immutable in the fields of this project. */
    private static final List<String> COLLECTIONS =
            List.of("java.util.Collection", "java.util.List", "java.util.Set", "java.util.Map");

    private Conditions() {}

    /** Dependencies between modules of this project. */
    static ArchCondition<JavaClass> useOnlyModules(CompiledModules modules, BiPredicate<String, String> allowed) {
        return condition("use only the modules they may", (type, violations) -> {
            String user = modules.moduleOf(type);
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                String used = modules.moduleOf(dependency.getTargetClass().getBaseComponentType());
                if (!used.isEmpty() && !used.equals(user) && !allowed.test(user, used)) {
                    violations.add(user + " uses " + used + ": " + dependency.getDescription());
                }
            });
        });
    }

    /** What core shares with this project's own modules. */
    private static final String SHARED = "io.facebridge.internal";

    /** Dependencies that leave the module and end in an {@code internal} package. */
    static ArchCondition<JavaClass> leaveOtherModulesInternalsAlone(CompiledModules modules) {
        return condition("leave other modules' internals alone", (type, violations) -> {
            String user = modules.moduleOf(type);
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isInternal(target)
                        && !target.getPackageName().equals(SHARED)
                        && !modules.moduleOf(target).equals(user)) {
                    violations.add(dependency.getDescription());
                }
            });
        });
    }

    /** Every type in the signatures that a caller can see, type arguments included; hatches are full member names. */
    static ArchCondition<JavaClass> showOnly(List<String> packages, Set<String> hatches) {
        return condition(
                "show only types of " + packages,
                (type, violations) -> forAllShown(type, (where, shown) -> {
                    if (!hatches.contains(where)
                            && packages.stream()
                                    .noneMatch(name -> (shown.getPackageName() + ".").startsWith(name + "."))) {
                        violations.add(where + " shows " + shown.getName());
                    }
                }));
    }

    static ArchCondition<JavaClass> showNothingInternal() {
        return condition(
                "show nothing internal",
                (type, violations) -> forAllShown(type, (where, shown) -> {
                    if (isInternal(shown)) {
                        violations.add(where + " shows " + shown.getName());
                    }
                }));
    }

    private static void forAllShown(JavaClass type, BiConsumer<String, JavaClass> visitor) {
        Set<JavaClass> ofType = new LinkedHashSet<>();
        type.getSuperclass().ifPresent(parent -> ofType.addAll(parent.getAllInvolvedRawTypes()));
        type.getInterfaces().forEach(parent -> ofType.addAll(parent.getAllInvolvedRawTypes()));
        type.getTypeParameters().forEach(parameter -> ofType.addAll(parameter.getAllInvolvedRawTypes()));
        forAllShown(type.getName(), ofType, visitor);
        for (JavaMember member : type.getMembers()) {
            if (canBeSeen(member)) {
                forAllShown(member.getFullName(), shownBy(member), visitor);
            }
        }
    }

    private static void forAllShown(String where, Set<JavaClass> shown, BiConsumer<String, JavaClass> visitor) {
        shown.stream()
                .map(JavaClass::getBaseComponentType)
                .filter(seen -> !seen.isPrimitive())
                .forEach(seen -> visitor.accept(where, seen));
    }

    private static Set<JavaClass> shownBy(JavaMember member) {
        Set<JavaClass> shown = new LinkedHashSet<>();
        if (member instanceof JavaField field) {
            shown.addAll(field.getType().getAllInvolvedRawTypes());
        } else if (member instanceof JavaCodeUnit unit) {
            shown.addAll(unit.getReturnType().getAllInvolvedRawTypes());
            for (JavaType parameter : unit.getParameterTypes()) {
                shown.addAll(parameter.getAllInvolvedRawTypes());
            }
            unit.getTypeParameters().forEach(parameter -> shown.addAll(parameter.getAllInvolvedRawTypes()));
            shown.addAll(unit.getExceptionTypes());
        }
        return shown;
    }

    static ArchCondition<JavaClass> resideInPackagesMarkedNullMarked() {
        return condition("reside in packages marked @NullMarked", (type, violations) -> {
            if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                violations.add(type.getPackageName() + " has no @NullMarked package-info.java (seen from "
                        + type.getSimpleName() + ")");
            }
        });
    }

    /** Static fields that can change, or whose value is a thing that changes. */
    static ArchCondition<JavaClass> holdNoStateInStaticFields() {
        return condition("hold no state in static fields", (type, violations) -> {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
                    continue;
                }
                if (!modifiers.contains(JavaModifier.FINAL)) {
                    violations.add(field.getFullName() + " is static and not final");
                } else if (holdsState(field.getRawType())) {
                    violations.add(field.getFullName() + " is static and holds state: "
                            + field.getRawType().getName());
                }
            }
        });
    }

    private static boolean holdsState(JavaClass type) {
        if (type.getPackageName().startsWith("io.facebridge")) {
            return type.getAllFields().stream()
                    .filter(field -> field.getOwner().getPackageName().startsWith("io.facebridge"))
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .anyMatch(field ->
                            !field.getModifiers().contains(JavaModifier.FINAL) || isHolderOfState(field.getRawType()));
        }
        return isHolderOfState(type);
    }

    private static boolean isHolderOfState(JavaClass type) {
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || (!COLLECTIONS.contains(type.getName())
                        && HOLDERS_OF_STATE.stream().anyMatch(type::isAssignableTo));
    }

    static ArchCondition<JavaClass> takeAndKeepNoOptional() {
        return condition("take no Optional and keep none", (type, violations) -> {
            for (JavaField field : type.getFields()) {
                if (isOptional(field.getRawType())) {
                    violations.add(field.getFullName() + " keeps an Optional");
                }
            }
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (!unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && unit.getRawParameterTypes().stream().anyMatch(Conditions::isOptional)) {
                    violations.add(unit.getFullName() + " takes an Optional");
                }
            }
        });
    }

    static ArchCondition<JavaClass> haveNoArrayComponents() {
        return condition("have no array components", (type, violations) -> {
            for (JavaField field : type.getFields()) {
                if (!field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isArray()) {
                    violations.add(field.getFullName() + " is an array, which every caller can change");
                }
            }
        });
    }

    /** Whether code of another package can name the type. */
    static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Conditions::isPublic).orElse(true);
    }

    static boolean isInternal(JavaClass type) {
        return ("." + type.getPackageName() + ".").contains(".internal.");
    }

    private static boolean canBeSeen(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static boolean isOptional(JavaClass type) {
        return OPTIONALS.stream().anyMatch(type::isEquivalentTo);
    }

    private static ArchCondition<JavaClass> condition(
            String description, BiConsumer<JavaClass, Collection<String>> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> violations = new HashSet<>();
                check.accept(type, violations);
                violations.stream()
                        .sorted()
                        .forEach(violation -> events.add(SimpleConditionEvent.violated(type, violation)));
            }
        };
    }
}
