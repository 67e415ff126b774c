package io.rheostat.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.PartitionFold;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoreVersionTest {
  @TempDir private Path folder;

  private static String hash(Path place) throws IOException {
    MessageDigest digest = PartitionFold.sha256();
    CoreVersion.add(digest, place);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("classes").resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, content);
  }

  @Test
  void theRunningCodeHasAVersion() {
    assertThat(CoreVersion.fingerprint()).isNotZero();
  }

  @Test
  void aJarAndAFolderOfTheSameClassesAreOneVersion() throws IOException {
    write("a/A.class", "one");
    write("B.class", "two");
    Path jar = folder.resolve("core.jar");
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.createDirectories(zip.getPath("/META-INF"));
      Files.writeString(zip.getPath("/META-INF/MANIFEST.MF"), "Built-By: somebody");
      Files.writeString(zip.getPath("/B.class"), "two");
      Files.createDirectories(zip.getPath("/a"));
      Files.writeString(zip.getPath("/a/A.class"), "one");
    }

    assertThat(hash(jar)).isEqualTo(hash(folder.resolve("classes")));
  }

  @Test
  void aChangedOrMovedClassIsAnotherVersion() throws IOException {
    write("A.class", "one");
    String before = hash(folder.resolve("classes"));
    write("notes.txt", "of no account");
    assertThat(hash(folder.resolve("classes"))).isEqualTo(before);

    write("A.class", "two");
    String changed = hash(folder.resolve("classes"));
    write("B.class", "");

    assertThat(changed).isNotEqualTo(before);
    assertThat(hash(folder.resolve("classes"))).isNotEqualTo(changed);
  }
}
