package io.rheostat.contest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.simulator.trace.file.ClientLengths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LengthArchiveTest {
  private static final String CLIENT =
      """
      {"0": {"input_tokens": "{}", "output_tokens": "{}"},
       "21600": {"input_tokens": "{7: 0.5, 9: 0.5}", "output_tokens": "{3: 1.0}"}}
      """;

  @Test
  void readsEveryClientAndPassesOverOtherEntries() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    entry(tar, "m/README.md", "x".repeat(700));
    entry(tar, "m/chunk-61-dataset.json", CLIENT);
    entry(tar, "m/chunk-7-dataset.json", CLIENT);
    tar.write(new byte[1024]);

    ClientLengths lengths = read(tar.toByteArray());

    assertThat(lengths.byClient()).containsOnlyKeys("61", "7");
    assertThat(Objects.requireNonNull(lengths.byClient().get("61"))).containsOnlyKeys(21_600L);
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    ByteArrayOutputStream bad = new ByteArrayOutputStream();
    entry(bad, "m/chunk-1-dataset.json", CLIENT.replace("{3: 1.0}", "{3; 1.0}"));
    ByteArrayOutputStream cut = new ByteArrayOutputStream();
    entry(cut, "m/chunk-1-dataset.json", CLIENT + " ".repeat(2000));

    assertThatThrownBy(() -> read(bad.toByteArray()))
        .hasMessageContaining("chunk-1-dataset.json, key 21600");
    assertThatThrownBy(() -> read(Arrays.copyOf(cut.toByteArray(), 1000)))
        .hasMessageContaining("ends within m/chunk-1-dataset.json");
    assertThatThrownBy(() -> read("not a tar at all ".repeat(60).getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("Is it a .tar.gz?");
  }

  private static ClientLengths read(byte[] tar) throws IOException {
    return LengthArchive.read(new ByteArrayInputStream(tar));
  }

  private static void entry(ByteArrayOutputStream tar, String name, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] header = new byte[512];
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(named, 0, header, 0, named.length);
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(size, 0, header, 124, size.length);
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }
}
