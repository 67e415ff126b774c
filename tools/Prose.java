import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks the language of doc comments: each names its thing first, and relative words stay rare in `src/main`.
///
/// `java tools/Prose.java ROOT` prints relative words of 100 by module. It exits with 1 and names file and line where a
/// comment opens with What, Who, How, Where or Whether, or where a module has more relative words than the limit. Run by
/// `mvn verify`.
public final class Prose {
  /// Relative words of 100 that a module may have; about twice those of well-kept libraries.
  private static final double LIMIT = 2.0;

  private static final Pattern OPENING = Pattern.compile("(What|Who|How|Whom|Whose|Where|Whether)\\b.*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z']+");
  private static final Pattern RELATIVE = Pattern.compile("(?i)that|which|what|who|whom|whose");

  private final List<String> problems = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Prose prose = new Prose();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          prose.module(root, module.getFileName().toString(), sources);
        }
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          prose.words(root, tests);
        }
      }
    }
    prose.problems.forEach(System.out::println);
    if (!prose.problems.isEmpty()) {
      System.out.println("Name the thing first, by a noun, and use plain statements: CONTRIBUTING.md, \"Language\".");
      System.exit(1);
    }
  }

  /// Words of a folder's doc comments.
  private record Words(long all, long relative) {}

  private void module(Path root, String name, Path sources) throws IOException {
    Words words = words(root, sources);
    double share = 100.0 * words.relative() / Math.max(1, words.all());
    if (share > LIMIT) {
      problems.add("%s: %.2f relative words of 100, at most %.1f".formatted(name, share, LIMIT));
    }
    System.out.printf("prose: %-20s %6d words, %.2f relative of 100%n", name, words.all(), share);
  }

  /// Counts the words and notes the openings of a folder.
  private Words words(Path root, Path sources) throws IOException {
    long words = 0;
    long relative = 0;
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        boolean inside = false;
        boolean fenced = false;
        List<String> lines = Files.readAllLines(file);
        for (int number = 1; number <= lines.size(); number++) {
          String line = lines.get(number - 1).strip();
          if (!line.startsWith("///")) {
            inside = false;
            continue;
          }
          String text = line.substring(3).strip();
          fenced ^= text.startsWith("```");
          if (!inside && OPENING.matcher(text).matches()) {
            problems.add(root.relativize(file) + ":" + number + ": opens with \"" + text + "\"");
          }
          inside = true;
          Matcher word = WORD.matcher(text);
          while (!fenced && word.find()) {
            words++;
            relative += RELATIVE.matcher(word.group()).matches() ? 1 : 0;
          }
        }
      }
    }
    return new Words(words, relative);
  }
}
