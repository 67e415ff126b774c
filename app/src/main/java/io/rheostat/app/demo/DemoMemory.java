package io.rheostat.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;

/// Parameters to rebuild the same world of a demo when it is resumed.
///
/// @param start the world's first moment
/// @param seed of all its randomness
/// @param horizon length of its generated traffic
/// @param trace the chat service's trace, when one was given
/// @param daily whether generated traffic follows the hours of the day
record DemoMemory(Instant start, long seed, Duration horizon, Optional<Path> trace, boolean daily) {
  private static final String FILE = "demo.properties";
  private static final Duration LEAST_HORIZON = Duration.ofHours(2);

  /// Most traffic generated beyond what the first run asks for: it is all in memory.
  private static final Duration MOST_BEYOND = Duration.ofDays(1);

  /// Reads the parameters of an earlier run in the folder, or stores this run's.
  ///
  /// @throws IOException when the folder belongs to a demo on another trace
  static DemoMemory open(Path data, DemoOptions options) throws IOException {
    Path file = data.resolve(FILE);
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        kept.load(in);
      }
      return read(kept, data, options);
    }
    Duration wanted = Duration.ofMillis((long) (options.duration().toMillis() * options.speed()));
    Duration horizon = wanted.plus(wanted.compareTo(MOST_BEYOND) < 0 ? wanted : MOST_BEYOND);
    DemoMemory memory =
        new DemoMemory(
            // Near now, because Kafka deletes old records; at the hour, so that all runs' clocks
            // are alike.
            Instant.now().truncatedTo(ChronoUnit.HOURS),
            options.seed(),
            horizon.compareTo(LEAST_HORIZON) > 0 ? horizon : LEAST_HORIZON,
            options.trace().map(Path::toAbsolutePath),
            options.daily());
    kept.setProperty("start", memory.start().toString());
    kept.setProperty("seed", Long.toString(memory.seed()));
    kept.setProperty("horizon", memory.horizon().toString());
    kept.setProperty("daily", Boolean.toString(memory.daily()));
    memory.trace().ifPresent(trace -> kept.setProperty("trace", trace.toString()));
    try (OutputStream out = Files.newOutputStream(file)) {
      kept.store(out, "What makes this demo's world the same one when it is resumed.");
    }
    return memory;
  }

  private static DemoMemory read(Properties kept, Path data, DemoOptions options)
      throws IOException {
    Optional<Path> trace = Optional.ofNullable(kept.getProperty("trace")).map(Path::of);
    if (options.trace().isPresent() && !options.trace().map(Path::toAbsolutePath).equals(trace)) {
      throw new IOException(
          data
              + " holds a demo on "
              + trace.map(Path::toString).orElse("generated traffic")
              + ". Resume it without --trace, or give another --data.");
    }
    boolean daily = Boolean.parseBoolean(kept.getProperty("daily", "false"));
    if (options.daily() && !daily) {
      throw new IOException(
          data + " holds a demo without --daily. Resume it so, or give another --data.");
    }
    return new DemoMemory(
        Instant.parse(kept.getProperty("start")),
        Long.parseLong(kept.getProperty("seed")),
        Duration.parse(kept.getProperty("horizon")),
        trace,
        daily);
  }
}
