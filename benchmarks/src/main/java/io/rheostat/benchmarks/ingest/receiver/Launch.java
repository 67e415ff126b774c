package io.rheostat.benchmarks.ingest.receiver;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Command line of a receiver with clean data, and its addresses.
///
/// @param folder for all its files
/// @param port of this machine to write to
/// @param ready answers 200 once it is up
/// @param metrics its own metrics
public record Launch(
    ReceiverKind kind, Path folder, List<String> command, int port, URI ready, URI metrics) {
  public Launch {
    command = List.copyOf(command);
  }
}
