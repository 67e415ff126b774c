package io.rheostat.app.testing;

import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text to paste from a documentation page: fenced blocks below a comment `<!-- block: NAME -->`.
public final class Blocks {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- block: (\\S+) -->\\n```\\w+\\n(.*?\\n)```\\n", Pattern.DOTALL);

  private final Map<String, String> byName = new LinkedHashMap<>();
  private final String page;

  private Blocks(String page) {
    this.page = page;
  }

  /// The blocks of a page below `docs`.
  public static Blocks of(String name) throws IOException {
    Path file = Shipped.root().resolve("docs").resolve(name);
    Blocks blocks = new Blocks(name);
    Matcher matcher = BLOCK.matcher(Files.readString(file));
    while (matcher.find()) {
      if (blocks.byName.put(matcher.group(1), matcher.group(2)) != null) {
        throw new AssertionError(name + " has block " + matcher.group(1) + " twice");
      }
    }
    return blocks;
  }

  /// A block's text.
  public String get(String name) {
    String text = byName.get(name);
    if (text == null) {
      throw new AssertionError(page + " has no block " + name + "; it has " + byName.keySet());
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
        throw new AssertionError("block " + name + " of " + page + " has no " + word.getKey());
      }
      text = text.replace(word.getKey(), word.getValue());
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
