package io.rheostat.streams;

import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Changelog bytes of a release, as test resources hold them: one folder for each release with one
/// file for each stage and delivery (key and value of each record in Base64), and the facts that
/// must not be lost. Each is the state after the same journal.
final class OlderState {
  static final Path RESOURCES = Path.of("src/test/resources");
  private static final long SEED = 6;
  private static final int SECONDS = 35;

  private OlderState() {}

  /// Returns the folders of all releases.
  static List<Path> releases() {
    try (var files = Files.list(RESOURCES)) {
      return files.filter(f -> f.getFileName().toString().startsWith("state-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TornStore load(Path release, StageBinding<?, ?, ?> binding, Delivery delivery)
      throws IOException {
    TornStore store = new TornStore(StreamsTopology.storeName(binding));
    for (String line : Files.readAllLines(release.resolve(file(binding, delivery)))) {
      String[] words = line.split(" ", 2);
      String key = new String(Base64.getDecoder().decode(words[0]), StandardCharsets.UTF_8);
      store.put(key, Base64.getDecoder().decode(words[1]));
    }
    return store;
  }

  private static String file(StageBinding<?, ?, ?> binding, Delivery delivery) {
    return binding.name() + "-" + delivery.name().toLowerCase(Locale.ROOT) + ".txt";
  }

  static Properties facts(Path release) throws IOException {
    Properties facts = new Properties();
    try (var reader = Files.newBufferedReader(release.resolve("facts.txt"))) {
      facts.load(reader);
    }
    return facts;
  }

  /// Writes the bytes of this version, to be committed with its release.
  static void write(String version) throws IOException {
    Path folder = Files.createDirectories(RESOURCES.resolve("state-" + version));
    Journal journal = Journal.of(SEED, SECONDS);
    for (Delivery delivery : Delivery.values()) {
      write(folder, StageBinding.ESTIMATE, delivery, journal);
      write(folder, StageBinding.PLAN, delivery, journal);
    }
    Files.writeString(folder.resolve("facts.txt"), facts(journal));
  }

  private static <S, E, X> void write(
      Path folder, StageBinding<S, E, X> binding, Delivery delivery, Journal journal)
      throws IOException {
    TornStore store = new TornStore(StreamsTopology.storeName(binding));
    Life<S, E, X> life = new Life<>(binding, delivery, store);
    List<Entry> log = journal.host().log(binding.log());
    for (int offset = 0; offset < log.size(); offset++) {
      life.process(log, offset);
    }
    Base64.Encoder encoder = Base64.getEncoder();
    StringBuilder text = new StringBuilder();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        text.append(encoder.encodeToString(entry.key.getBytes(StandardCharsets.UTF_8)))
            .append(' ')
            .append(encoder.encodeToString(entry.value))
            .append('\n');
      }
    }
    Files.writeString(folder.resolve(file(binding, delivery)), text);
  }

  private static String facts(Journal journal) {
    SortedMap<String, String> generations = new TreeMap<>();
    for (Sent sent : journal.host().sent()) {
      if (sent.topic() == Topic.COMMANDS) {
        var command = CommandCodec.decode(sent.bytes());
        var generation = command.generation();
        generations.put(command.workload(), generation.revision() + "/" + generation.counter());
      }
    }
    SortedSet<String> frozen = new TreeSet<>();
    SortedMap<String, String> pools = new TreeMap<>();
    long revision = 0;
    long last = 0;
    for (Entry entry : journal.host().log(Topic.POOL_LOG)) {
      last = Math.max(last, entry.timestamp());
      if (event(entry) instanceof PoolEvent.Declared(Declaration declaration)) {
        revision = declaration.revision();
        apply(declaration.change(), frozen, pools);
      }
    }
    generations.keySet().retainAll(pools.keySet());
    return "revision=%d%nfrozen=%s%npools=%s%ngenerations=%s%nlastMillis=%d%n"
        .formatted(revision, frozen, pools, generations, last);
  }

  private static PoolEvent event(Entry entry) {
    try {
      return PoolEventCodec.decode(entry.value());
    } catch (MalformedRecordException e) {
      return new PoolEvent.Tick();
    }
  }

  private static void apply(
      Declaration.Change change, SortedSet<String> frozen, SortedMap<String, String> pools) {
    switch (change) {
      case Declaration.Change.Freeze(String workload, String _) -> frozen.add(workload);
      case Declaration.Change.Unfreeze(String workload, String _) -> frozen.remove(workload);
      case Declaration.Change.OfWorkload(var workload, var _) ->
          pools.put(workload.name(), workload.pool());
      case Declaration.Change.WorkloadWithdrawn(String workload) -> pools.remove(workload);
      case Declaration.Change.OfDevice _,
          Declaration.Change.OfProfile _,
          Declaration.Change.DeviceWithdrawn _,
          Declaration.Change.PoolWithdrawn _,
          Declaration.Change.OfPool _,
          Declaration.Change.Answered _ -> {}
    }
  }
}
