package io.rheostat.config.read;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.shape.Shape;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A file of bearer tokens: a line `name token` each, comments from `#` at the start of a line.
/// Problems never print a token.
final class TokenFile {
  /// Fewer can be guessed.
  private static final int LEAST_CHARACTERS = 16;

  private final Path shown;
  private final Problems problems;
  private final List<BearerToken> tokens = new ArrayList<>();
  private final SortedSet<String> hashes = new TreeSet<>();

  private TokenFile(Path shown, Problems problems) {
    this.shown = shown;
    this.problems = problems;
  }

  /// Reads the good lines; each other one becomes a problem.
  static List<BearerToken> read(Path file, Path directory, Problems problems) {
    Path shown = file.startsWith(directory) ? directory.relativize(file) : file;
    TokenFile reader = new TokenFile(shown, problems);
    try {
      List<String> lines = Files.readAllLines(file);
      for (int index = 0; index < lines.size(); index++) {
        reader.line(index + 1, lines.get(index).strip());
      }
      if (reader.tokens.isEmpty()) {
        reader.refuse(1, "no token is in it.", "Write a line 'name token' for each sender.");
      }
    } catch (IOException error) {
      reader.refuse(1, "can't be read: " + error + ".", "Make it readable UTF-8.");
    }
    return reader.tokens;
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] words = line.split("\\s+", -1);
    if (words.length != 2) {
      refuse(number, "a line has " + words.length + " words.", "Write 'name token'.");
      return;
    }
    if (!words[0].matches(Shape.Name.PATTERN)) {
      refuse(
          number,
          "the first word is not a name.",
          "Write 'name token'; a name has letters, digits, '-', '_' and '.', at most 63.");
      return;
    }
    token(number, words[0], words[1]);
  }

  private void token(int number, String name, String token) {
    BearerToken kept = BearerToken.of(name, token);
    if (token.length() < LEAST_CHARACTERS || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      refuse(
          number,
          "the token of " + name + " is too short or not ASCII.",
          "Take " + LEAST_CHARACTERS + " or more, such as of 'openssl rand -hex 32'.");
    } else if (!hashes.add(kept.sha256())) {
      refuse(number, "the token of " + name + " is another's too.", "Give each its own.");
    } else {
      // A name may come twice: an old token and its successor while senders change over.
      tokens.add(kept);
    }
  }

  private void refuse(int line, String what, String remedy) {
    problems.add(new Problem(shown, line, "", what, remedy));
  }
}
