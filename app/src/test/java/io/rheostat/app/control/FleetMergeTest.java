package io.rheostat.app.control;

import static io.rheostat.app.testing.SmallFleets.workload;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.topics.fleet.FleetSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Several instances with files of their own declare one fleet.
class FleetMergeTest {
  private final SortedMap<String, FleetSource> sources = new TreeMap<>();
  private Fleet declared = Fleet.EMPTY;
  private boolean running;

  /// An instance starts, or its files change.
  private List<Declaration.Change> files(String instance, Fleet wanted) {
    FleetMerge.Result merged = FleetMerge.of(declared, sources, instance, wanted, _ -> running);
    sources.put(
        instance, new FleetSource(instance, "host-" + instance, Instant.EPOCH, merged.claims()));
    merged.changes().forEach(this::apply);
    return merged.changes();
  }

  private void apply(Declaration.Change change) {
    SortedMap<String, Device> devices = new TreeMap<>(declared.devices());
    SortedMap<String, Pool> pools = new TreeMap<>(declared.pools());
    SortedMap<String, Workload> workloads = new TreeMap<>(declared.workloads());
    switch (change) {
      case Declaration.Change.OfDevice(var device) -> devices.put(device.name(), device);
      case Declaration.Change.OfPool(var pool) -> pools.put(pool.name(), pool);
      case Declaration.Change.OfWorkload(var one, var _) -> workloads.put(one.name(), one);
      case Declaration.Change.WorkloadWithdrawn(var name) -> workloads.remove(name);
      case Declaration.Change.PoolWithdrawn(var name) -> pools.remove(name);
      case Declaration.Change.DeviceWithdrawn(var name) -> devices.remove(name);
      default -> throw new AssertionError(change);
    }
    declared = new Fleet(devices, pools, workloads);
  }

  private List<String> differences() {
    return FleetDifference.of(declared, sources.values()).stream()
        .map(one -> one.source() + " " + one.kind() + " " + one.key())
        .toList();
  }

  private int most(String workload) {
    return requireNonNull(declared.workloads().get(workload)).bounds().maxReplicas();
  }

  @Test
  void anotherFolderWithdrawsNothingAtItsStartAndIsNamed() {
    files("a", SmallFleets.of(workload("chat", 4), workload("code", 4)));

    assertThat(files("b", SmallFleets.of(workload("chat", 4)))).isEmpty();

    assertThat(declared.workloads()).containsOnlyKeys("chat", "code");
    assertThat(differences()).containsExactly("host-b LACKS workload/code");
  }

  @Test
  void aLaggardThatStartsAgainChangesNothing() {
    files("a", SmallFleets.of(workload("chat", 4)));
    files("b", SmallFleets.of(workload("chat", 4)));
    files("a", SmallFleets.of(workload("chat", 8), workload("code", 1)));

    assertThat(files("b", SmallFleets.of(workload("chat", 4)))).isEmpty();

    assertThat(most("chat")).isEqualTo(8);
    assertThat(differences())
        .containsExactly("host-b OTHER_CONTENT workload/chat", "host-b LACKS workload/code");
    files("b", SmallFleets.of(workload("chat", 8), workload("code", 1)));
    assertThat(differences()).isEmpty();
  }

  @Test
  void aLaggardThatWasNeverSeenBeforeChangesNothing() {
    files("a", SmallFleets.of(workload("chat", 4)));
    files("a", SmallFleets.of(workload("chat", 8)));

    assertThat(files("new", SmallFleets.of(workload("chat", 4)))).isEmpty();

    assertThat(most("chat")).isEqualTo(8);
    assertThat(differences()).containsExactly("host-new OTHER_CONTENT workload/chat");
  }

  @Test
  void filesThatSaySomethingNewAreDeclaredWhoeverBringsThem() {
    files("a", SmallFleets.of(workload("chat", 4)));

    files("new", SmallFleets.of(workload("chat", 8)));

    assertThat(most("chat")).isEqualTo(8);
    assertThat(files("a", SmallFleets.of(workload("chat", 4)))).as("it does not flip").isEmpty();
  }

  @Test
  void theInstanceThatIsCurrentMayGoBack() {
    files("a", SmallFleets.of(workload("chat", 4)));
    files("a", SmallFleets.of(workload("chat", 8)));

    files("a", SmallFleets.of(workload("chat", 4)));

    assertThat(most("chat")).isEqualTo(4);
  }

  @Test
  void aWorkloadGoesWhenTheLastThatDeclaredItDoesNot() {
    files("a", SmallFleets.of(workload("chat", 4), workload("code", 4)));
    files("b", SmallFleets.of(workload("chat", 4), workload("code", 4)));

    assertThat(files("a", SmallFleets.of(workload("chat", 4)))).isEmpty();
    assertThat(files("b", SmallFleets.of(workload("chat", 4))))
        .containsExactly(new Declaration.Change.WorkloadWithdrawn("code"));
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatAPersonWithdrewStaysAwayUntilTheFilesSaySomethingNew() {
    files("a", SmallFleets.of(workload("chat", 4)));
    apply(new Declaration.Change.WorkloadWithdrawn("chat"));

    assertThat(files("a", SmallFleets.of(workload("chat", 4)))).isEmpty();
    assertThat(differences()).containsExactly("host-a WITHDRAWN workload/chat");

    files("a", SmallFleets.of(workload("chat", 5)));
    assertThat(most("chat")).isEqualTo(5);
  }

  @Test
  void poolAndDeviceGoAfterTheirWorkloadsOnceNothingRunsThere() {
    files("a", SmallFleets.of(workload("chat", 4)));
    running = true;
    assertThat(files("a", Fleet.EMPTY))
        .containsExactly(new Declaration.Change.WorkloadWithdrawn("chat"));

    running = false;
    assertThat(files("a", Fleet.EMPTY))
        .containsExactly(
            new Declaration.Change.PoolWithdrawn("east"),
            new Declaration.Change.DeviceWithdrawn("h100"));
    assertThat(declared).isEqualTo(Fleet.EMPTY);
  }

  @Test
  void aPoolThatAnotherFolderUsesStays() {
    files("a", SmallFleets.of(workload("chat", 4)));
    files("b", SmallFleets.of(workload("code", 4)));

    assertThat(files("a", Fleet.EMPTY))
        .containsExactly(new Declaration.Change.WorkloadWithdrawn("chat"));
    assertThat(declared.pools()).containsOnlyKeys("east");
  }

  @Test
  void aMoveNamesThePoolThatLetsGo() {
    files("a", SmallFleets.of(workload("chat", 4)));
    Workload moved = SmallFleets.workload("chat", "west", 4);

    assertThat(files("a", SmallFleets.of(moved)))
        .contains(new Declaration.Change.OfWorkload(moved, Optional.of("east")));
  }
}
