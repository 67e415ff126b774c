package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.EventText;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.RejectCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CodecTest {
  private static final int TRIES = 300;

  /// Every decoder of a topic.
  enum Decoder {
    WORKLOAD_EVENT(WorkloadEventCodec::decode),
    POOL_EVENT(PoolEventCodec::decode),
    COMMAND(CommandCodec::decode),
    DECISION(DecisionCodec::decode),
    DECLARATION(DeclarationCodec::decode),
    REJECT(RejectCodec::decode);

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<byte[], Object> decode;

    Decoder(Function<byte[], Object> decode) {
      this.decode = decode;
    }
  }

  @Property(tries = TRIES)
  void workload_events_come_back_as_they_went(@ForAll("workloadEvents") WorkloadEvent event) {
    byte[] bytes = WorkloadEventCodec.encode(event);
    WorkloadEvent back = WorkloadEventCodec.decode(bytes);
    assertThat(back).isEqualTo(event);
    assertThat(WorkloadEventCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void pool_events_come_back_as_they_went(@ForAll("poolEvents") PoolEvent event) {
    byte[] bytes = PoolEventCodec.encode(event);
    assertThat(PoolEventCodec.isHandOver(bytes)).isEqualTo(event instanceof PoolEvent.HandedOver);
    PoolEvent back = PoolEventCodec.decode(bytes);
    assertThat(back).isEqualTo(event);
    assertThat(PoolEventCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void commands_come_back_as_they_went(@ForAll("commands") Command command) {
    byte[] bytes = CommandCodec.encode(command);
    Command back = CommandCodec.decode(bytes);
    assertThat(back).isEqualTo(command);
    assertThat(CommandCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void decisions_come_back_as_they_went(@ForAll("decisions") Decision decision) {
    byte[] bytes = DecisionCodec.encode(decision);
    Decision back = DecisionCodec.decode(bytes);
    assertThat(back).isEqualTo(decision);
    assertThat(DecisionCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void declarations_come_back_as_they_went(@ForAll("declarations") Declaration declaration) {
    byte[] bytes = DeclarationCodec.encode(declaration);
    Declaration back = DeclarationCodec.decode(bytes);
    assertThat(back).isEqualTo(declaration);
    assertThat(DeclarationCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void rejects_come_back_as_they_went(@ForAll("rejects") Reject reject) {
    byte[] bytes = RejectCodec.encode(reject);
    Reject back = RejectCodec.decode(bytes);
    assertThat(back).isEqualTo(reject);
    assertThat(RejectCodec.encode(back)).isEqualTo(bytes);
  }

  @Property(tries = TRIES)
  void samples_in_any_order_decode_in_the_canonical_order(
      @ForAll("readings") Reading reading, @ForAll Random random) {
    List<Sample> shuffled = new ArrayList<>(reading.samples());
    Collections.shuffle(shuffled, random);
    WorkloadEvent back =
        WorkloadEventCodec.decode(
            WorkloadEventCodec.encode(
                new WorkloadEvent.Measured(
                    new Reading(
                        reading.workload(),
                        reading.replica(),
                        reading.placement(),
                        reading.observedAt(),
                        shuffled))));
    assertThat(back)
        .isInstanceOfSatisfying(
            WorkloadEvent.Measured.class,
            measured -> {
              List<Sample> samples = measured.reading().samples();
              assertThat(samples).containsExactlyInAnyOrderElementsOf(reading.samples());
              assertThat(samples.stream().map(CodecTest::place))
                  .containsExactlyElementsOf(
                      reading.samples().stream().map(CodecTest::place).toList());
            });
  }

  @Property(tries = 2_000)
  void random_bytes_are_read_or_refused_as_malformed(
      @ForAll byte[] bytes, @ForAll Decoder decoder) {
    assertReadOrRefused(decoder, bytes);
  }

  @Property(tries = 2_000)
  void cut_bytes_are_read_or_refused_as_malformed(
      @ForAll("cut") byte[] bytes, @ForAll Decoder decoder) {
    assertReadOrRefused(decoder, bytes);
  }

  @Property(tries = 2_000)
  void damaged_bytes_are_read_or_refused_as_malformed(
      @ForAll("damaged") byte[] bytes, @ForAll Decoder decoder) {
    assertReadOrRefused(decoder, bytes);
  }

  @Property(tries = TRIES)
  void every_record_has_one_line_of_json(@ForAll("records") Map.Entry<Topic, byte[]> record) {
    String json = EventText.json(record.getKey(), record.getValue());
    assertThat(json).startsWith("{\"").endsWith("}").doesNotContain("\n", "\r");
  }

  @Provide
  Arbitrary<WorkloadEvent> workloadEvents() {
    return ModelArbitraries.workloadEvents();
  }

  @Provide
  Arbitrary<PoolEvent> poolEvents() {
    return ModelArbitraries.poolEvents();
  }

  @Provide
  Arbitrary<Command> commands() {
    return ModelArbitraries.commands();
  }

  @Provide
  Arbitrary<Decision> decisions() {
    return ModelArbitraries.decisions();
  }

  @Provide
  Arbitrary<Declaration> declarations() {
    return ModelArbitraries.declarations();
  }

  @Provide
  Arbitrary<Reject> rejects() {
    return ModelArbitraries.rejects();
  }

  @Provide
  Arbitrary<Reading> readings() {
    return SignalArbitraries.readings();
  }

  @Provide
  Arbitrary<byte[]> cut() {
    return Combinators.combine(valid(), ModelArbitraries.shares())
        .as((bytes, share) -> Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Combinators.combine(valid(), ModelArbitraries.counts(), Arbitraries.bytes())
        .as(
            (bytes, position, value) -> {
              byte[] damaged = bytes.clone();
              if (damaged.length > 0) {
                damaged[position % damaged.length] = value;
              }
              return damaged;
            });
  }

  /// Valid bytes with the topic that holds them.
  @Provide
  Arbitrary<Map.Entry<Topic, byte[]>> records() {
    return Arbitraries.oneOf(
        ModelArbitraries.workloadEvents()
            .map(event -> Map.entry(Topic.WORKLOAD_LOG, WorkloadEventCodec.encode(event))),
        ModelArbitraries.poolEvents()
            .map(event -> Map.entry(Topic.POOL_LOG, PoolEventCodec.encode(event))),
        ModelArbitraries.commands()
            .map(command -> Map.entry(Topic.COMMANDS, CommandCodec.encode(command))),
        ModelArbitraries.decisions()
            .map(decision -> Map.entry(Topic.DECISIONS, DecisionCodec.encode(decision))),
        ModelArbitraries.declarations()
            .map(declaration -> Map.entry(Topic.FLEET, DeclarationCodec.encode(declaration))),
        ModelArbitraries.rejects()
            .map(reject -> Map.entry(Topic.REJECTS, RejectCodec.encode(reject))));
  }

  private Arbitrary<byte[]> valid() {
    return records().map(Map.Entry::getValue);
  }

  private static void assertReadOrRefused(Decoder decoder, byte[] bytes) {
    try {
      assertThat(decoder.decode.apply(bytes)).isNotNull();
    } catch (MalformedRecordException e) {
      assertThat(e).hasMessageContaining(bytes.length + " bytes");
    }
  }

  private static List<Object> place(Sample sample) {
    return switch (sample) {
      case Sample.Scalar scalar -> List.of(0, scalar.signal());
      case Sample.Bucket bucket -> List.of(1, bucket.signal(), bucket.upperBound());
    };
  }
}
