package io.rheostat.app.testing;

import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text to paste from documentation pages: fenced blocks below a comment `<!-- block: NAME -->`.
public final class Blocks {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- block: (\\S+) -->\\n```\\w+\\n(.*?\\n)```\\n", Pattern.DOTALL);

  private final Map<String, String> byName = new LinkedHashMap<>();
  private final List<String> pages;

  private Blocks(List<String> pages) {
    this.pages = pages;
  }

  /// The blocks of pages below `docs`.
  public static Blocks of(String... names) throws IOException {
    Blocks blocks = new Blocks(List.of(names));
    for (String name : names) {
      Path file = Shipped.root().resolve("docs").resolve(name);
      Matcher matcher = BLOCK.matcher(Files.readString(file));
      while (matcher.find()) {
        if (blocks.byName.put(matcher.group(1), matcher.group(2)) != null) {
          throw new AssertionError(name + " has block " + matcher.group(1) + " twice");
        }
      }
    }
    return blocks;
  }

  /// The blocks of all pages about metrics and alerts on their way in.
  public static Blocks ofIngest() throws IOException {
    return of(
        "reference/ingest.md",
        "how-to/prometheus.md",
        "how-to/alertmanager.md",
        "how-to/otel.md",
        "how-to/kafka-producer.md");
  }

  /// A block's text.
  public String get(String name) {
    String text = byName.get(name);
    if (text == null) {
      throw new AssertionError(pages + " has no block " + name + "; it has " + byName.keySet());
    }
    return text;
  }

  /// Writes a block into a folder under its own name, with other words for those of the page.
  ///
  /// @param words by what the page has; each of them must be there
  public Path write(String name, Path folder, Map<String, String> words) throws IOException {
    String text = get(name);
    for (var word : words.entrySet()) {
      if (!text.contains(word.getKey())) {
        throw new AssertionError("block " + name + " of " + pages + " has no " + word.getKey());
      }
      text = text.replace(word.getKey(), word.getValue());
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
