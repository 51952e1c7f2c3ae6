using System.Globalization;
using System.Text;
using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Support.Tables;

/// <summary>
/// Who is allowed, as AWS documents it: rows are the forms in which a resource's policy names the caller, columns the other policies. The
/// cases are <c>Cases/NAME.json</c>, and <c>docs/NAME.md</c> shows them.
/// </summary>
sealed class DecisionTable
{
    public const string Allowed = "allowed",
        Denied = "denied";

    /// <summary>A column that does not apply to the row.</summary>
    const string NotApplicable = "–";

    readonly string name,
        policy;
    readonly string[] columns;
    readonly CaseFile cases;

    /// <param name="name">The name of the two files.</param>
    /// <param name="policy">The page's name for the resource's policy.</param>
    /// <param name="columns">The other policies, in the order of the page.</param>
    public DecisionTable(string name, string policy, params string[] columns)
    {
        (this.name, this.policy, this.columns) = (name, policy, columns);
        cases = JsonSerializer.Deserialize<CaseFile>(
            File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mantle.Server.Tests", "Cases", name + ".json")),
            JsonSerializerOptions.Web
        )!;
    }

    /// <summary>
    /// The form in which the policy names the caller, the kind of caller, and whether it belongs to the resource's account.
    /// </summary>
    public TheoryData<string, string, bool> Principals
    {
        get
        {
            var rows = new TheoryData<string, string, bool>();
            foreach (var row in cases.Principals)
            {
                rows.Add(row.Names, row.Caller, true);
                rows.Add(row.Names, row.Caller, false);
            }
            return rows;
        }
    }

    public TheoryData<string> Conditions => [.. cases.Conditions.Select(row => row.Case)];

    public ConditionRow Condition(string @case) => cases.Conditions.Single(row => row.Case == @case);

    public JsonElement? Element(string names, string caller) => Row(names, caller).Element;

    /// <summary>The columns of a row that apply, in the order of the page, with the expected outcomes.</summary>
    public IEnumerable<(string Column, string Expected)> Cells(string names, string caller, bool sameAccount)
    {
        var cells = Row(names, caller).In(sameAccount);
        Assert.Empty(cells.Keys.Except(columns));
        Assert.All(cells.Values, value => Assert.Contains(value, new[] { Allowed, Denied, NotApplicable }));
        return columns
            .Where(column => cells.GetValueOrDefault(column, NotApplicable) != NotApplicable)
            .Select(column => (column, cells[column]));
    }

    /// <summary>Compares the page with the cases; <c>MANTLE_UPDATE_DOCS=1</c> writes it first.</summary>
    /// <param name="before">The page's beginning.</param>
    /// <param name="conditions">The heading of the cases with conditions, and their introduction.</param>
    /// <param name="more">Further columns of that table besides case, outcome and source.</param>
    /// <param name="after">The page's end.</param>
    public async Task CheckPageAsync(string before, string conditions, (string Title, Func<ConditionRow, string> Of)[] more, string after)
    {
        var text = new StringBuilder(before);
        foreach (var same in new[] { true, false })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(same ? "In the same account" : "From another account")}\n\n");
            Append(text, [$"the {policy} policy names", "caller", .. columns, "source"]);
            Append(text, [.. Enumerable.Repeat("---", columns.Length + 3)]);
            foreach (var row in cases.Principals)
                Append(
                    text,
                    [
                        row.Names,
                        row.Caller,
                        .. columns.Select(column => row.In(same).GetValueOrDefault(column, "not documented")),
                        Links(row.Sources),
                    ]
                );
        }
        text.Append(conditions);
        Append(text, ["case", .. more.Select(column => column.Title), "outcome", "source"]);
        Append(text, [.. Enumerable.Repeat("---", more.Length + 3)]);
        foreach (var row in cases.Conditions)
            Append(text, [row.Case, .. more.Select(column => column.Of(row)), row.Outcome, Links([row.Source])]);
        text.Append(after);

        var file = Path.Combine(Repository.Root, "docs", name + ".md");
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(file) && text.ToString() == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{file} does not show the cases; run this test with MANTLE_UPDATE_DOCS=1 to write it anew."
        );
    }

    PrincipalRow Row(string names, string caller) => cases.Principals.Single(row => row.Names == names && row.Caller == caller);

    static void Append(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    static string Links(IEnumerable<string> sources) => string.Join(", ", sources.Select((source, i) => $"[{i + 1}]({source})"));

    sealed record CaseFile(IReadOnlyList<PrincipalRow> Principals, IReadOnlyList<ConditionRow> Conditions);

    /// <param name="Names">The form in which the policy names the caller, in words.</param>
    /// <param name="Caller">A kind of <see cref="TableCaller"/>.</param>
    /// <param name="Element">The same as an element of the policy; null for no policy.</param>
    /// <param name="SameAccount">The outcome by column.</param>
    /// <param name="CrossAccount">The outcome by column, for a caller of another account.</param>
    /// <param name="Sources">The AWS pages.</param>
    sealed record PrincipalRow(
        string Names,
        string Caller,
        JsonElement? Element,
        Dictionary<string, string> SameAccount,
        Dictionary<string, string> CrossAccount,
        IReadOnlyList<string> Sources
    )
    {
        public Dictionary<string, string> In(bool sameAccount) => sameAccount ? SameAccount : CrossAccount;
    }
}

/// <summary>A case of a condition: its outcome, and the request that meets it or does not.</summary>
sealed record ConditionRow(string Case, JsonElement Condition, string Outcome, string Source)
{
    /// <summary>The action, where the table has several.</summary>
    public string Action { get; init; } = "";

    /// <summary>A request over HTTP.</summary>
    public string Request { get; init; } = "";

    /// <summary>Parameters of a call.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];
}
