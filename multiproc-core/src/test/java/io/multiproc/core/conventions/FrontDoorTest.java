package io.multiproc.core.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.Multiprocessing;
import io.multiproc.ProcessContext;
import io.multiproc.testkit.Conforms;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The static front door and a context offer the same. */
class FrontDoorTest {

    /** How to get a context, and which is the default; only the front door has that. */
    private static final Pattern OWN = Pattern.compile("(context|setStartMethod|forceStartMethod)\\(.*");

    @Test
    void multiprocessingAndProcessContextHaveTheSameMethods() {
        Set<String> frontDoor = signatures(Multiprocessing.class);
        frontDoor.removeIf(signature -> OWN.matcher(signature).matches());
        assertThat(frontDoor).isEqualTo(signatures(ProcessContext.class));
    }

    /** Python's {@code __all__} is the list of what a module offers; here it is what the module's packages export. */
    @Test
    @Conforms("MiscTestCase.test__all__")
    void whatIsPublicIsExportedAndWhatIsExportedIsPublic() throws IOException {
        Path sources = Repository.root().resolve("multiproc-api/src/main/java");
        Set<String> exported = Pattern.compile("exports ([a-z.]+)")
                .matcher(Files.readString(sources.resolve("module-info.java")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> withPublicTypes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (Pattern.compile("(?m)^public ")
                        .matcher(Files.readString(file))
                        .find()) {
                    withPublicTypes.add(
                            sources.relativize(file.getParent()).toString().replace('/', '.'));
                }
            }
        }
        withPublicTypes.remove("io.multiproc.provider"); // public for the api's own packages, and not exported
        assertThat(exported).isEqualTo(withPublicTypes);
    }

    @Test
    void everyMethodOfTheFrontDoorIsStatic() {
        assertThat(publicMethods(Multiprocessing.class)).allMatch(method -> Modifier.isStatic(method.getModifiers()));
    }

    private static Set<String> signatures(Class<?> type) {
        return publicMethods(type).stream()
                .map(method -> "%s(%s) returns %s throws %s"
                        .formatted(
                                method.getName(),
                                Arrays.toString(method.getGenericParameterTypes()),
                                method.getGenericReturnType(),
                                Arrays.toString(method.getExceptionTypes())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Method> publicMethods(Class<?> type) {
        Method[] methods = type.isInterface() ? type.getMethods() : type.getDeclaredMethods();
        return Arrays.stream(methods)
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .toList();
    }
}
