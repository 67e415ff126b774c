package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Stage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DecisionCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A stage with a bug in one step.
final class FaultTest {
  private final HostSettings settings =
      HostSettingsFixture.of(1, Delivery.EXACTLY_ONCE, new SimpleMeterRegistry());

  @Test
  void aStepThatThrowsEachTimeIsADecisionAndShowsOnTheBoard() {
    StageBinding<PoolState, PoolEvent, PlanEffect> broken =
        new StageBinding<>(
            StageBinding.PLAN.name(),
            Topic.POOL_LOG,
            Topic.PLAN_STATE,
            FaultTest::broken,
            StageBinding.PLAN.decode(),
            StageBinding.PLAN.write(),
            StageBinding.PLAN.count(),
            StageBinding.PLAN.workloads());
    List<Entry> log = Journal.of(6, 35).host().log(Topic.POOL_LOG);
    Life<PoolState, PoolEvent, PlanEffect> life =
        new Life<>(broken, settings, new TornStore(StreamsTopology.storeName(broken)));
    for (int offset = 0; offset < log.size(); offset++) {
      life.process(log, offset);
    }

    assertThat(life.sent())
        .filteredOn(record -> record.topic() == Topic.DECISIONS)
        .extracting(record -> DecisionCodec.decode(record.bytes()))
        .anySatisfy(
            decision ->
                assertThat(decision)
                    .isInstanceOfSatisfying(
                        Decision.Hold.class,
                        hold -> {
                          assertThat(hold.reason()).isEqualTo(HoldReason.FAULT);
                          assertThat(hold.workload()).isEqualTo(Declared.CHAT);
                        }));
    assertThat(settings.board().statuses())
        .anySatisfy(
            status -> assertThat(status.faults().values()).anyMatch(fault -> fault.times() >= 3));
  }

  @SuppressWarnings("unchecked") // the proxy passes on to a stage of these types
  private static Stage<PoolState, PoolEvent, PlanEffect> broken() {
    PlanStage sound = new PlanStage();
    return (Stage<PoolState, PoolEvent, PlanEffect>)
        Proxy.newProxyInstance(
            Stage.class.getClassLoader(),
            new Class<?>[] {Stage.class},
            (_, method, arguments) -> {
              if (method.getName().equals("step") && arguments[1] instanceof PoolEvent.Estimated) {
                throw new IllegalStateException("a bug");
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
