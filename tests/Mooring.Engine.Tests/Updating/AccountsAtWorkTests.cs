using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Updating;

public sealed class AccountsAtWorkTests
{
    [Fact]
    public async Task A_late_failure_is_not_told_beside_what_the_account_did_about_it_since()
    {
        await using var accounts = new AccountsAtWork(_ => Task.CompletedTask, TestContext.Current.CancellationToken);
        var late = new TaskCompletionSource<ZoneOutcome>();
        accounts.Begin("home", _ => late.Task);
        await accounts.WaitAsync();
        late.SetResult(Outcome(Line("nas", ChangeOutcome.Failed), Line("www", ChangeOutcome.Failed), Line("lab", ChangeOutcome.Applied)));

        accounts.Begin("home", _ => Task.FromResult(Outcome(Line("nas", ChangeOutcome.Applied), Line("lab", ChangeOutcome.Unchanged))));
        var told = (await accounts.TakeEndedAsync()).SelectMany(outcome => outcome.Changes).Select(change => $"{change.Name} {change.Outcome}");

        Assert.Equal(["lab.example.com Applied", "lab.example.com Unchanged", "nas.example.com Applied", "www.example.com Failed"], told.Order(StringComparer.Ordinal));
    }

    private static ZoneOutcome Outcome(params Change[] changes) => new([.. changes], [], Reach.Answered);

    private static Change Line(string name, ChangeOutcome outcome) => new()
    {
        Name = DomainName.Parse($"{name}.example.com"),
        Type = RecordType.A,
        Line = "default",
        Account = "home",
        Zone = DomainName.Parse("example.com"),
        Action = outcome == ChangeOutcome.Unchanged ? ChangeAction.None : ChangeAction.Update,
        Outcome = outcome,
        Error = outcome == ChangeOutcome.Failed ? new ChangeError("unavailable", Text.Same("late")) : null,
    };
}
