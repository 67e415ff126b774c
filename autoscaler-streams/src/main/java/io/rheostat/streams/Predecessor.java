package io.rheostat.streams;

import io.rheostat.topics.Clients;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Previous life of this host, as far as it may have left transactions open.
///
/// Kafka Streams names its transactions by a random number when no store is on disk, so a new life
/// does not end those of a killed one: every reader of committed records, its own stages above all,
/// waits until the broker gives them up, after the transaction time-out and then up to 10 s more.
/// Therefore the number is kept in the state folder, and the next life ends them by name.
///
/// A living process holds a lock beside the number. The operating system releases it when the
/// process is gone and not before: another process on the same folder ends nothing and keeps no
/// number.
final class Predecessor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);
  private static final String FILE = "process";
  private static final int ENDING_SECONDS = 5;

  /// Most thread numbers: failed threads are replaced under further numbers.
  private static final int MOST_THREADS = 8;

  private static final int UUID_LENGTH = 36;

  private final Path file;
  private Optional<FileChannel> lock = Optional.empty();

  /// @param stateDirectory the host's own folder
  Predecessor(Path stateDirectory) {
    file = stateDirectory.resolve(FILE);
  }

  /// Takes the lock; false while another process on this folder lives.
  private boolean claim() {
    if (lock.isPresent()) {
      return true;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file.resolveSibling(FILE + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        lock = Optional.of(channel);
        return true;
      }
      channel.close();
      LOG.atWarn().log("another process lives on {}: its transactions are left alone", file);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("open transactions of the life before end by themselves");
    }
    return false;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by this very process, for another host in it
    }
  }

  /// Ends the open transactions of the previous life. When that fails the broker does it in time.
  ///
  /// @param application name of the application
  void end(String bootstrap, String application, Map<String, ?> extra) {
    Optional<UUID> process = claim() ? known() : Optional.empty();
    if (process.isEmpty()) {
      return;
    }
    List<String> transactions = new ArrayList<>();
    for (int thread = 1; thread <= MOST_THREADS; thread++) {
      transactions.add(application + "-" + process.get() + "-" + thread);
    }
    try (Admin admin = Admin.create(Clients.admin(bootstrap, extra))) {
      var _ = admin.fenceProducers(transactions).all().get(ENDING_SECONDS, TimeUnit.SECONDS);
      Files.deleteIfExists(file);
    } catch (ExecutionException | TimeoutException | IOException e) {
      LOG.atWarn().setCause(e).log("open transactions of the life before end by themselves");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<UUID> known() {
    try {
      return Files.exists(file)
          ? Optional.of(UUID.fromString(Files.readString(file, StandardCharsets.UTF_8).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      // Half a name, as after a crash, ends nothing.
      return Optional.empty();
    }
  }

  /// Stores the identity of this life, for the next one.
  ///
  /// @param application name of the application
  void isNow(KafkaStreams streams, String application) {
    streams.metadataForLocalThreads().stream()
        .findFirst()
        .map(thread -> thread.consumerClientId().substring(application.length() + 1))
        .filter(rest -> rest.length() > UUID_LENGTH)
        .ifPresent(rest -> keep(rest.substring(0, UUID_LENGTH)));
  }

  private void keep(String process) {
    if (!claim()) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, process + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the next life has to wait for transactions of this one");
    }
  }

  /// Releases the lock, so the next life can end the open transactions of this one.
  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        lock.get().close();
        lock = Optional.empty();
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the lock beside {} did not close well", file);
    }
  }
}
