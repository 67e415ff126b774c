import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or rewrites the layout of every Java file with google-java-format.
///
/// `java -cp google-java-format.jar build/Format.java check|write ROOT`; `check` exits with 1 and names
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
      String wrapped = wrapDocumentation(text);
      String wanted =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(wrapped));
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

  /// The formatter breaks a Markdown comment line that is too long into one that is no longer
  /// documentation, so such lines are broken here first.
  private static String wrapDocumentation(String text) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      wrapped.append(wrapped.isEmpty() ? "" : "\n");
      String content = line.strip();
      if (line.length() <= WIDTH || !content.startsWith("///")) {
        wrapped.append(line);
        continue;
      }
      String indent = line.substring(0, line.indexOf("///")) + "/// ";
      String more = content.startsWith("/// @") ? indent + "    " : indent;
      StringBuilder current = new StringBuilder(indent);
      boolean empty = true;
      for (String word : content.substring(3).strip().split(" ")) {
        if (!empty && current.length() + 1 + word.length() > WIDTH) {
          wrapped.append(current).append("\n");
          current = new StringBuilder(more);
          empty = true;
        }
        current.append(empty ? "" : " ").append(word);
        empty = false;
      }
      wrapped.append(current);
    }
    return wrapped.toString();
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
