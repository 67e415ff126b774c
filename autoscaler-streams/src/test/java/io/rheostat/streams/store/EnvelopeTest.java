package io.rheostat.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.topics.Topic;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class EnvelopeTest {
  @Property(tries = 300)
  void what_is_written_is_read(
      @ForAll long offset,
      @ForAll Optional<byte[]> root,
      @ForAll @Size(max = 5) Map<String, Optional<byte[]>> parts,
      @ForAll Topic topic,
      @ForAll @Size(max = 3) List<String> texts) {
    List<Output> effects =
        texts.stream()
            .map(text -> new Output(topic, text, text + "'", text.getBytes(StandardCharsets.UTF_8)))
            .toList();
    Envelope envelope = new Envelope(offset, 1_000, root, new TreeMap<>(parts), effects);

    Envelope read = Envelope.of(envelope.toBytes());

    assertThat(read).usingRecursiveComparison().isEqualTo(envelope);
    assertThat(read.toBytes()).isEqualTo(envelope.toBytes());
  }

  @Property(tries = 100)
  void one_that_is_cut_off_is_refused(
      @ForAll byte[] root, @ForAll @IntRange(min = 1, max = 12) int missing) {
    byte[] bytes = new Envelope(3, 1_000, Optional.of(root), new TreeMap<>(), List.of()).toBytes();

    byte[] cut = Arrays.copyOf(bytes, bytes.length - missing);

    assertThatThrownBy(() -> Envelope.of(cut)).isInstanceOf(UncheckedIOException.class);
  }

  @Property(tries = 20)
  void a_text_of_any_length_fits(@ForAll @IntRange(min = 65_536, max = 200_000) int length) {
    Output effect = new Output(Topic.COMMANDS, "k".repeat(length), "p", new byte[0]);
    Envelope envelope = new Envelope(1, 1_000, Optional.empty(), new TreeMap<>(), List.of(effect));

    assertThat(Envelope.of(envelope.toBytes())).usingRecursiveComparison().isEqualTo(envelope);
  }
}
