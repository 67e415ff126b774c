package io.rheostat.app.demo;

import io.rheostat.app.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Address of a running program with an embedded broker, for `status` and the like: a file
/// `running` in its data folder.
public final class RunningFile {
  private static final String FILE = "running";

  private RunningFile() {}

  /// Writes the address of the running program.
  public static void write(Path data, String bootstrap, Service service) throws IOException {
    String page =
        service.pageAddress().map(address -> Integer.toString(address.getPort())).orElse("-");
    Files.writeString(data.resolve(FILE), bootstrap + "\n" + page + "\n");
  }

  /// Deletes the file: the program runs no longer.
  public static void delete(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }

  /// Returns the brokers of the program running on a folder.
  public static Optional<String> bootstrap(Path data) throws IOException {
    Path file = data.resolve(FILE);
    return Files.exists(file) ? Files.readString(file).lines().findFirst() : Optional.empty();
  }
}
