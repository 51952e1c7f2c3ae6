using System.Runtime.InteropServices;

namespace Mantle.Policy;

/// <summary>Compiles a document into a <see cref="PolicyProgram"/>.</summary>
sealed class PolicyCompiler
{
    readonly PatternPool pool = new();
    readonly List<Pattern> patterns = [];
    readonly List<ConditionRow> conditions = [];
    readonly List<PrincipalRow> principals = [];
    readonly ConditionCompiler conditionCompiler;
    readonly ActionIndexBuilder index = new();
    readonly bool hasVariables;
    readonly IReadOnlyDictionary<string, string>? bindings;

    PolicyCompiler(PolicyDocument document, IReadOnlyDictionary<string, string>? bindings)
    {
        hasVariables = document.Version == PolicyVersion.V2012;
        this.bindings = bindings;
        conditionCompiler = new(pool, patterns, hasVariables);
    }

    public static PolicyProgram Compile(PolicyDocument document, IReadOnlyDictionary<string, string>? bindings)
    {
        var compiler = new PolicyCompiler(document, bindings);
        var statements = new StatementRow[document.Statements.Length];
        var sources = new StatementSource[document.Statements.Length];
        for (var i = 0; i < statements.Length; i++)
        {
            var statement = document.Statements[i];
            statements[i] = compiler.CompileStatement(i, statement);
            sources[i] = new StatementSource(
                statement.Sid is { } sid ? new Slice(compiler.pool.Add(sid.Text), sid.Text.Length) : new Slice(-1, 0),
                statement.Span
            );
        }
        return new PolicyProgram
        {
            Pool = compiler.pool.ToString(),
            AllowsAll = document.Statements.Any(AllowsAll),
            Statements = statements,
            Sources = sources,
            Index = compiler.index.Build(),
            Patterns = [.. compiler.patterns],
            Conditions = [.. compiler.conditions],
            Principals = [.. compiler.principals],
            Variables = [.. compiler.pool.Variables],
            Numbers = [.. compiler.conditionCompiler.Numbers],
            Dates = [.. compiler.conditionCompiler.Moments],
            IpRanges = [.. compiler.conditionCompiler.IpRanges],
            Bytes = [.. compiler.conditionCompiler.Bytes],
        };
    }

    /// <summary>
    /// Whether the statement matches every request with its actions: every resource, no condition, and no principals to match.
    /// </summary>
    static bool ConcernsAll(PolicyStatement statement) =>
        statement.Conditions.IsEmpty
        && !statement.Principal.IsPresent
        && !statement.NotPrincipal.IsPresent
        && statement.Resource.Any(resource => resource.Text == "*");

    static bool AllowsAll(PolicyStatement statement) =>
        statement.Effect == Effect.Allow
        && statement.Conditions.IsEmpty
        && statement.Action.Any(action => action.Text == "*")
        && statement.Resource.Any(resource => resource.Text == "*")
        && !statement.NotPrincipal.IsPresent
        && (!statement.Principal.IsPresent || statement.Principal.Any(principal => principal.IsEveryone));

    StatementRow CompileStatement(int number, PolicyStatement statement)
    {
        var flags = statement.Effect == Effect.Deny ? StatementFlags.Deny : StatementFlags.None;
        var resources = default(Slice);
        if (statement.Resource.IsPresent || statement.NotResource.IsPresent)
        {
            flags |= statement.Resource.IsPresent ? StatementFlags.Resource : StatementFlags.NotResource;
            var start = patterns.Count;
            foreach (var resource in statement.Resource.Or(statement.NotResource))
                patterns.Add(CompileResource(resource.Text));
            resources = new Slice(start, patterns.Count - start);
        }

        var principalSlice = default(Slice);
        if (statement.Principal.IsPresent || statement.NotPrincipal.IsPresent)
        {
            flags |= statement.Principal.IsPresent ? StatementFlags.Principal : StatementFlags.NotPrincipal;
            var start = principals.Count;
            foreach (var principal in statement.Principal.Or(statement.NotPrincipal))
                principals.Add(PrincipalCompiler.Compile(principal, bindings, pool));
            principalSlice = new Slice(start, principals.Count - start);
        }

        var conditionStart = conditions.Count;
        foreach (var condition in statement.Conditions)
            conditions.Add(conditionCompiler.Compile(condition));

        if (!statement.Action.IsPresent)
            flags |= StatementFlags.NotAction;
        return new StatementRow(
            flags,
            resources,
            new Slice(conditionStart, conditions.Count - conditionStart),
            principalSlice,
            CompileActions(number, statement, flags, resources),
            resources.Count > 0 ? patterns[resources.Start] : default
        );
    }

    Slice CompileActions(int number, PolicyStatement statement, StatementFlags flags, Slice resources)
    {
        var entryFlags = (flags & StatementFlags.Deny) != 0 ? EntryFlags.Deny : EntryFlags.None;
        if (!ConcernsAll(statement))
            entryFlags |= EntryFlags.CheckRest;
        var entry = new IndexEntry(number, 0, entryFlags, 0);
        if ((flags & StatementFlags.Resource) != 0)
            entry = WithTail(entry, resources);
        var checkedEntry = entry with { Flags = entry.Flags | EntryFlags.CheckActions };

        var start = patterns.Count;
        if (!statement.Action.IsPresent)
        {
            if (statement.NotAction.IsPresent)
                index.AddPrefix("", checkedEntry);
            foreach (var action in statement.NotAction)
                patterns.Add(CompileAction(action.Text));
            return new Slice(start, patterns.Count - start);
        }
        foreach (var action in statement.Action)
        {
            var lower = AsciiText.ToLower(action.Text);
            var wildcard = lower.AsSpan().IndexOfAny('*', '?');
            if (wildcard < 0)
            {
                index.AddWhole(lower, entry);
            }
            else if (wildcard == lower.Length - 1 && lower[wildcard] == '*' && wildcard <= PatternHash.MaxPrefix)
            {
                index.AddPrefix(lower[..wildcard], entry);
            }
            else
            {
                index.AddPrefix(lower[..Math.Min(wildcard, PatternHash.MaxPrefix)], checkedEntry);
                patterns.Add(CompileAction(action.Text));
            }
        }
        return new Slice(start, patterns.Count - start);
    }

    /// <summary>Adds the literal prefix that all resource patterns of a statement share.</summary>
    IndexEntry WithTail(IndexEntry entry, Slice resources)
    {
        var rows = CollectionsMarshal.AsSpan(patterns).Slice(resources.Start, resources.Count);
        if (rows.IsEmpty)
            return entry;
        var common = pool.LiteralOf(rows[0]);
        foreach (var row in rows[1..])
            common = common[..common.AsSpan().CommonPrefixLength(pool.LiteralOf(row))];
        return common.Length is 0 or > ushort.MaxValue
            ? entry
            : entry with
            {
                TailEnd = (ushort)common.Length,
                Tail = ResourceTail.Hash(common),
            };
    }

    Pattern CompileAction(string text) =>
        pool.AddPattern(AsciiText.ToLower(text), wildcards: true, variablesFrom: int.MaxValue, segments: false);

    Pattern CompileResource(string text)
    {
        if (text == "*")
            return new Pattern(0, 0, 0, PatternKind.All);
        var fifthColon = NthColon(text, 5, out var colons);
        // A shortened ARN matches anything in its missing parts. In an ARN with a *, the * does that.
        if (fifthColon < 0 && !text.Contains('*'))
        {
            for (; colons < 5; colons++)
                text += ":*";
            fifthColon = NthColon(text, 5, out _);
        }
        return pool.AddPattern(
            text,
            wildcards: true,
            variablesFrom: fifthColon < 0 || !hasVariables ? int.MaxValue : fifthColon,
            segments: true
        );
    }

    static int NthColon(string text, int n, out int count)
    {
        count = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == ':' && ++count == n)
                return i;
        return -1;
    }
}
