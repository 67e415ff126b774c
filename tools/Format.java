import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks or rewrites the layout of every Java file with google-java-format.
///
/// `java -cp google-java-format.jar tools/Format.java check|write ROOT`; `check` exits with 1 and names
/// the files that differ. Run by `mvn verify`; to rewrite: `mvn validate -Dformat.mode=write -N`.
public final class Format {
  private static final int WIDTH = 100;

  private Format() {}

  public static void main(String[] args) throws IOException, FormatterException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<Path> differing = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path file : sources(root)) {
      String text = Files.readString(file);
      String filled = fillDocumentation(text);
      String wanted =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(filled));
      if (!wanted.equals(text)) {
        differing.add(file);
        if (write) {
          Files.writeString(file, wanted);
        }
      }
    }
    for (Path file : differing) {
      System.out.println((write ? "formatted " : "not formatted: ") + root.relativize(file));
    }
    if (!write && !differing.isEmpty()) {
      System.out.println("Rewrite them with: mvn validate -N -Dformat.mode=write");
      System.exit(1);
    }
  }

  /// The formatter leaves Markdown comments as they are, and breaks a line that is too long into one that is
  /// no longer documentation: their paragraphs are filled here first.
  private static String fillDocumentation(String text) {
    List<String> filled = new ArrayList<>();
    Documentation block = null;
    for (String line : text.split("\n", -1)) {
      String content = line.strip();
      if (!content.startsWith("///")) {
        if (block != null) {
          filled.addAll(block.filled());
          block = null;
        }
        filled.add(line);
        continue;
      }
      if (block == null) {
        block = new Documentation(line.substring(0, line.indexOf("///")));
      }
      block.add(content.substring(3));
    }
    if (block != null) {
      filled.addAll(block.filled());
    }
    return String.join("\n", filled);
  }

  /// One comment: paragraphs, tags and list items are filled, fences, tables, headings and what is indented
  /// stay as they are.
  private static final class Documentation {
    private static final Pattern ITEM = Pattern.compile("( *)([-*+] |[0-9]+[.)] )(.*)");
    private static final Pattern MARKER = Pattern.compile("[-*+]|[0-9]+[.)]|[#>|@].*|```.*");

    private final String indent;
    private final List<String> lines = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private String first = "";
    private String more = "";
    private boolean fenced;

    Documentation(String indent) {
      this.indent = indent + "///";
    }

    void add(String raw) {
      String body = raw.startsWith(" ") ? raw.substring(1) : raw;
      String stripped = body.strip();
      Matcher item = ITEM.matcher(body);
      if (fenced || stripped.startsWith("```")) {
        flush();
        fenced ^= stripped.startsWith("```");
        lines.add((indent + raw).stripTrailing());
      } else if (stripped.isEmpty()) {
        flush();
        lines.add(indent);
      } else if (stripped.startsWith("@")) {
        begin("", "    ", stripped);
      } else if (item.matches() && isItem(item.group(2))) {
        begin(item.group(1) + item.group(2), " ".repeat((item.group(1) + item.group(2)).length()), item.group(3));
      } else if ("|#><".indexOf(stripped.charAt(0)) >= 0 || (body.startsWith(" ") && (words.isEmpty() || more.isEmpty()))) {
        flush();
        lines.add((indent + raw).stripTrailing());
      } else {
        words.addAll(List.of(stripped.split(" +")));
      }
    }

    /// Within a paragraph a number such as `2)` is an item only where it is the first.
    private boolean isItem(String marker) {
      boolean within = !words.isEmpty() && more.isEmpty();
      return !within || !Character.isDigit(marker.charAt(0)) || marker.startsWith("1");
    }

    private void begin(String firstPrefix, String morePrefix, String text) {
      flush();
      first = firstPrefix;
      more = morePrefix;
      words.addAll(List.of(text.strip().split(" +")));
    }

    private void flush() {
      String prefix = indent + " " + first;
      List<String> line = new ArrayList<>();
      int length = prefix.length();
      for (String word : words) {
        if (!line.isEmpty() && length + 1 + word.length() > WIDTH) {
          // A word that would make the next line an item or a heading does not stand first there.
          List<String> next = new ArrayList<>();
          if (MARKER.matcher(word).matches() && line.size() > 1) {
            next.add(line.removeLast());
          }
          lines.add(prefix + String.join(" ", line));
          prefix = indent + " " + more;
          line = next;
          length = prefix.length() + String.join(" ", line).length();
        }
        length += word.length() + (line.isEmpty() ? 0 : 1);
        line.add(word);
      }
      if (!line.isEmpty()) {
        lines.add(prefix + String.join(" ", line));
      }
      words.clear();
      first = "";
      more = "";
    }

    List<String> filled() {
      flush();
      return lines;
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path source : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> walk = Files.walk(source)) {
          walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }
}
