package io.rheostat.actuator.driver.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.command.Generation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// State folder of the driver: a folder for each placement, and a lock for all, so two drivers
/// never run the same workers.
final class StateFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCK = "lock";
  private static final String STATE = "state.json";

  private final Path folder;
  private Optional<FileLock> lock = Optional.empty();

  StateFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /// Takes the lock unless it is held already.
  ///
  /// @throws IOException when another program holds it, or the folder is gone or not writable
  synchronized void claim() throws IOException {
    if (lock.isPresent()) {
      if (!lock.get().isValid() || !Files.exists(folder.resolve(LOCK))) {
        throw new IOException(folder + " was taken away; start Rheostat anew");
      }
      return;
    }
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock = Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      lock = Optional.empty();
    }
    if (lock.isEmpty()) {
      channel.close();
      throw new IOException("another Rheostat runs the processes of " + folder);
    }
  }

  /// Returns the folder of a placement; both names are checked when they are declared.
  Path of(String workload, String placement) {
    return folder.resolve(workload).resolve(placement);
  }

  /// Reads the state of a placement; nothing when it never had any.
  ///
  /// @throws IOException when it can't be read: the running replicas are then unknown
  static PlacementState read(Path placement) throws IOException {
    Path file = placement.resolve(STATE);
    if (!Files.exists(file)) {
      return PlacementState.NOTHING;
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      PlacementState held =
          PlacementState.NOTHING.ordered(
              Generation.parse(json.path("generation").asText()),
              json.required("wanted").intValue(),
              json.path("owner").isTextual()
                  ? Optional.of(json.path("owner").asText())
                  : Optional.empty());
      for (JsonNode worker : json.path("workers")) {
        held = held.with(worker(worker));
      }
      return held;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " can't be read (" + e.getMessage() + "); mend or remove it", e);
    }
  }

  private static WorkerProcess worker(JsonNode json) {
    long pid = json.path("pid").longValue();
    return new WorkerProcess(
        json.required("replica").intValue(),
        json.required("port").intValue(),
        WorkerProcess.Phase.valueOf(json.path("phase").asText()),
        pid == 0 ? Optional.empty() : Optional.of(new ProcessId(pid, json.path("stamp").asText())),
        Instant.parse(json.path("since").asText()),
        Instant.parse(json.path("requestedAt").asText()),
        json.path("crashes").intValue(),
        json.path("reason").asText());
  }

  /// Writes the state of a placement, all of it or nothing.
  static void write(Path placement, PlacementState held) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("generation", held.generation().toString());
    json.put("wanted", held.wanted());
    held.owner().ifPresent(owner -> json.put("owner", owner));
    for (WorkerProcess worker : held.workers().values()) {
      ObjectNode node = json.withArray("workers").addObject();
      node.put("replica", worker.replica());
      node.put("port", worker.port());
      node.put("phase", worker.phase().name());
      worker.process().ifPresent(id -> node.put("pid", id.pid()).put("stamp", id.stamp()));
      node.put("since", worker.since().toString());
      node.put("requestedAt", worker.requestedAt().toString());
      node.put("crashes", worker.crashes());
      node.put("reason", worker.reason());
    }
    replace(
        placement.resolve(STATE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  /// Replaces a file; a crash at any moment leaves the old one or the new one.
  static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public synchronized void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().acquiredBy().close();
      lock = Optional.empty();
    }
  }
}
