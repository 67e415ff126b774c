package io.rheostat.verification.protocol.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// The last events, kept as parts and formatted only on reading.
public final class Trace {
  private final int most;
  private final Deque<Line> lines = new ArrayDeque<>();

  private record Line(long event, long atMillis, List<Object> parts) {}

  /// @param most number of lines kept
  Trace(int most) {
    this.most = most;
  }

  void note(long event, long atMillis, Object... parts) {
    lines.addLast(new Line(event, atMillis, List.of(parts)));
    if (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /// Returns the kept events as text, oldest first, with number and seconds.
  public List<String> lines() {
    List<String> texts = new ArrayList<>();
    for (Line line : lines) {
      StringBuilder text = new StringBuilder();
      text.append(String.format(Locale.ROOT, "#%d %9.3fs", line.event(), line.atMillis() / 1000.0));
      line.parts().forEach(part -> text.append(' ').append(part));
      texts.add(text.toString());
    }
    return texts;
  }
}
