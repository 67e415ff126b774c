package io.rheostat.streams.store;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Version of the code that decides: a fingerprint of the classes of the folds, of their values and
/// of the bytes they are written in. Two builds of the same sources have the same one; a changed
/// line of theirs changes it.
public final class CoreVersion {
  private static final Logger LOG = LoggerFactory.getLogger(CoreVersion.class);

  /// A class of each module whose code decides.
  private static final List<Class<?>> MODULES =
      List.of(PartitionFold.class, Workload.class, Topic.class);

  private static final long OWN = own();

  private CoreVersion() {}

  /// Returns the fingerprint of the running code; 0 when it cannot be read.
  public static long fingerprint() {
    return OWN;
  }

  private static long own() {
    MessageDigest digest = PartitionFold.sha256();
    try {
      for (Class<?> one : MODULES) {
        CodeSource source = one.getProtectionDomain().getCodeSource();
        if (source == null) {
          return 0;
        }
        add(digest, Path.of(source.getLocation().toURI()));
      }
    } catch (Exception e) {
      // A log without a version is compared all the same.
      LOG.atWarn().setCause(e).log("the version of the core cannot be told");
      return 0;
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /// Adds the classes of a jar or a folder, by name.
  static void add(MessageDigest digest, Path place) throws IOException {
    if (Files.isDirectory(place)) {
      addBelow(digest, place);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      addBelow(digest, jar.getPath("/"));
    }
  }

  private static void addBelow(MessageDigest digest, Path root) throws IOException {
    SortedMap<String, Path> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> classes.put(root.relativize(file).toString(), file));
    }
    byte[] buffer = new byte[1 << 14];
    for (var one : classes.entrySet()) {
      digest.update(one.getKey().getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(one.getValue())) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
  }
}
