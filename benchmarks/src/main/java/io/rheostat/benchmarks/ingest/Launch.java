package io.rheostat.benchmarks.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// How to start a receiver from clean data, and where it is then.
///
/// @param folder for all its files
/// @param port of this machine to write to
/// @param ready answers 200 when it is up
/// @param metrics its own metrics
record Launch(
    ReceiverKind kind, Path folder, List<String> command, int port, URI ready, URI metrics) {
  Launch {
    command = List.copyOf(command);
  }
}
