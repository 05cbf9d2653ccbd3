"""The reduced scenario in Mesa: a model a run, an agent a member, a step a round."""

import mesa

from scenario import ACCEPT, RESERVE, SUPPORT, main


class Member(mesa.Agent):
    def __init__(self, model, prior):
        super().__init__(model)
        self.stance = self.random.choices(range(4), weights=prior)[0]

    def move(self):
        """Moves through one round, by as many stances as its waits allow."""
        left = self.model.scenario.days
        while self.stance in (RESERVE, ACCEPT):
            left -= self.random.expovariate(self.model.scenario.rates[self.stance] * self.model.pace)
            if left < 0:
                break
            self.stance += 1


class Body(mesa.Model):
    def __init__(self, scenario, seed):
        super().__init__(seed=seed)
        self.scenario = scenario
        for prior in scenario.priors:
            Member(self, prior)

    def step(self):
        # The share is that of the start of the round, for everybody.
        share = sum(member.stance == SUPPORT for member in self.agents) / len(self.agents)
        self.pace = self.scenario.ratio ** (share - self.scenario.at)
        self.agents.do("move")
        self.running = any(member.stance <= RESERVE for member in self.agents)


def simulate(scenario, runs, seed):
    appointed = [0] * scenario.rounds
    for run in range(runs):
        body = Body(scenario, seed=seed * 1_000_000 + run)
        for number in range(scenario.rounds):
            body.step()
            if not body.running:
                appointed[number] += 1
                break
    return appointed


if __name__ == "__main__":
    main(simulate)
