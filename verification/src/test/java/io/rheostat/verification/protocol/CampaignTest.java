package io.rheostat.verification.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.verification.protocol.Campaign.Outcome;
import io.rheostat.verification.protocol.world.ProtocolVariant;
import org.junit.jupiter.api.Test;

/// Which seeds a campaign runs.
class CampaignTest {
  @Test
  void aCampaignRunsTheSeedsFromItsFirstOn() throws Exception {
    long events = 0;
    for (long seed = 7001; seed <= 7003; seed++) {
      events += Simulation.run(seed, ProtocolVariant.SOUND, 1).events();
    }

    Outcome outcome = new Campaign(7001, 3).run();

    assertThat(outcome.events()).isEqualTo(events);
  }

  @Test
  void plantedBugsAreHuntedOnlyFromTheFirstSeed() throws Exception {
    assertThat(new Campaign(2, 1).run().seedsToCatch()).isEmpty();
    assertThat(new Campaign(1, 1).run().seedsToCatch()).hasSize(PlantedBug.values().length);
  }
}
