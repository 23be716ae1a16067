import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads the reports of all modules' tests and fails if a test failed, was skipped or never ran.
 *
 * <p>A source file below {@code src/test/java} that holds tests must have a report with at least
 * one test, so that a class which the runner overlooks is not taken for one that passed. The file
 * {@code .ci/expected-tests} adds, for each module, the least number of tests, and further names.
 */
public final class TestReports {

    private static final Pattern TEST =
            Pattern.compile(
                    "^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example|ArchTest)\\b",
                    Pattern.MULTILINE);

    /** Projects with builds of their own, whose tests the reports of the invoker stand for. */
    private static final Path STRANGERS = Path.of("conformance", "stranger");

    /** Modules that only a profile builds. */
    private static final Path PEERS = Path.of("benchmarks", "peers");

    private static final Path EXPECTED = Path.of(".ci", "expected-tests");

    private final Map<String, Integer> testsByModule = new TreeMap<>();
    private final Map<String, Integer> testsByClass = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int passed;
    private int failed;

    public static void main(String[] args) throws Exception {
        TestReports reports = new TestReports();
        reports.readReports();
        reports.demandTestClasses();
        reports.demandExpected();
        reports.testsByModule.forEach((module, n) -> System.out.println(module + ": " + n));
        reports.problems.forEach(System.out::println);
        System.out.println(reports.passed + " passed, " + reports.failed + " failed");
        if (reports.failed > 0 || !reports.problems.isEmpty()) {
            System.exit(1);
        }
    }

    private void readReports() throws Exception {
        for (Path report : files("**/target/{surefire,invoker}-reports/TEST-*.xml")) {
            Element root =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(report.toFile())
                            .getDocumentElement();
            NodeList cases = root.getElementsByTagName("testcase");
            // Not every engine gives its tests the class's full name, but their suite has it.
            testsByClass.merge(root.getAttribute("name"), cases.getLength(), Integer::sum);
            for (int i = 0; i < cases.getLength(); i++) {
                read(module(report, "target"), (Element) cases.item(i));
            }
        }
    }

    private void read(String module, Element test) {
        String name = test.getAttribute("classname") + "." + test.getAttribute("name");
        testsByModule.merge(module, 1, Integer::sum);
        testsByClass.merge(test.getAttribute("classname"), 1, Integer::sum);
        if (has(test, "failure") || has(test, "error")) {
            failed++;
            problems.add("failed: " + name);
        } else if (has(test, "skipped")) {
            problems.add("skipped: " + name);
        } else {
            passed++;
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    private void demandTestClasses() throws IOException {
        for (Path source : files("**/src/test/java/**/*.java")) {
            String text = Files.readString(source);
            if (source.startsWith(STRANGERS)
                    || source.startsWith(PEERS)
                    || !TEST.matcher(text).find()
                    || text.contains(" abstract class ")) {
                continue;
            }
            Path root = Path.of(module(source, "src"), "src", "test", "java");
            String type =
                    root.relativize(source)
                            .toString()
                            .replace(".java", "")
                            .replaceAll("[/\\\\]", ".");
            boolean ran =
                    testsByClass.entrySet().stream()
                            .filter(entry -> entry.getValue() > 0)
                            .map(Map.Entry::getKey)
                            .anyMatch(name -> name.equals(type) || name.startsWith(type + "$"));
            if (!ran) {
                problems.add("never ran: " + type + " (" + source + ")");
            }
        }
    }

    private void demandExpected() throws IOException {
        for (String line : Files.readAllLines(EXPECTED)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.trim().split("\\s+");
            if (words[1].matches("\\d+")) {
                demandCount(words[0], Integer.parseInt(words[1]));
            } else if (testsByClass.getOrDefault(words[1], 0) == 0) {
                problems.add("never ran: " + words[1] + " (" + words[0] + ")");
            }
        }
    }

    private void demandCount(String module, int least) {
        int tests = testsByModule.getOrDefault(module, 0);
        if (tests < least) {
            problems.add(module + ": " + tests + " tests ran, at least " + least + " expected");
        }
    }

    /** The path of the module that a file belongs to: what stands before the given folder. */
    private static String module(Path file, String folder) {
        Path module = file;
        while (!module.getFileName().toString().equals(folder)) {
            module = module.getParent();
        }
        return module.getParent().toString();
    }

    /** Files of the modules, less what builds copied below {@code target}. */
    private static List<Path> files(String glob) throws IOException {
        var matcher = Path.of("").getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> all = Files.walk(Path.of(""))) {
            return all.filter(matcher::matches)
                    .filter(path -> belowTarget(path) == 0 || belowTarget(path) == 2)
                    .sorted()
                    .toList();
        }
    }

    /** How deep a file lies below a folder {@code target}: a report is 2 deep; 0 if outside. */
    private static int belowTarget(Path path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getName(i).toString().equals("target")) {
                return path.getNameCount() - 1 - i;
            }
        }
        return 0;
    }
}
