using System.Runtime.InteropServices;
using System.Text;

namespace Mantle.Policy;

/// <summary>Turns a document into a <see cref="PolicyProgram"/>.</summary>
sealed class PolicyCompiler
{
    readonly StringBuilder pool = new();
    readonly Dictionary<string, int> pooled = [];
    readonly List<Pattern> patterns = [];
    readonly List<ConditionRow> conditions = [];
    readonly List<PrincipalRow> principals = [];
    readonly List<PolicyVariable> variables = [];
    readonly Dictionary<PolicyVariable, int> variableNumbers = [];
    readonly List<decimal> numbers = [];
    readonly List<long> dates = [];
    readonly List<IpRange> ipRanges = [];
    readonly List<byte[]> bytes = [];
    readonly Dictionary<string, ContextKey> keys = new(StringComparer.Ordinal);
    readonly ActionIndexBuilder index = new();
    readonly StringBuilder scratch = new();
    readonly bool hasVariables;
    readonly IReadOnlyDictionary<string, string>? bindings;

    PolicyCompiler(PolicyDocument document, IReadOnlyDictionary<string, string>? bindings)
    {
        hasVariables = document.Version == PolicyVersion.V2012;
        this.bindings = bindings;
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
                statement.Sid is { } sid ? new Slice(compiler.Pooled(sid.Text), sid.Text.Length) : new Slice(-1, 0),
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
            Variables = [.. compiler.variables],
            Numbers = [.. compiler.numbers],
            Dates = [.. compiler.dates],
            IpRanges = [.. compiler.ipRanges],
            Bytes = [.. compiler.bytes],
        };
    }

    /// <summary>Whether it concerns every request whose action it names, and says of no principal that it does.</summary>
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
                principals.Add(CompilePrincipal(principal));
            principalSlice = new Slice(start, principals.Count - start);
        }

        var conditionStart = conditions.Count;
        foreach (var condition in statement.Conditions)
            conditions.Add(CompileCondition(condition));

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

    /// <summary>Adds what all resource patterns of a statement begin with.</summary>
    IndexEntry WithTail(IndexEntry entry, Slice resources)
    {
        var rows = CollectionsMarshal.AsSpan(patterns).Slice(resources.Start, resources.Count);
        if (rows.IsEmpty)
            return entry;
        var common = pool.ToString(rows[0].Offset, rows[0].LiteralLength);
        foreach (var row in rows[1..])
            common = common[..common.AsSpan().CommonPrefixLength(pool.ToString(row.Offset, row.LiteralLength))];
        return common.Length is 0 or > ushort.MaxValue
            ? entry
            : entry with
            {
                TailEnd = (ushort)common.Length,
                Tail = ResourceTail.Hash(common),
            };
    }

    Pattern CompileAction(string text) =>
        AddPattern(AsciiText.ToLower(text), wildcards: true, variablesFrom: int.MaxValue, segments: false);

    Pattern CompileResource(string text)
    {
        if (text == "*")
            return new Pattern(0, 0, 0, PatternKind.All);
        var fifthColon = NthColon(text, 5, out var colons);
        // A shorter ARN stands for everything it leaves open; in one with a * that is for the * to say.
        if (fifthColon < 0 && !text.Contains('*'))
        {
            for (; colons < 5; colons++)
                text += ":*";
            fifthColon = NthColon(text, 5, out _);
        }
        return AddPattern(
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

    PrincipalRow CompilePrincipal(StatementPrincipal principal)
    {
        var value = principal.Value;
        var form = PrincipalForm.Everyone;
        switch (principal.Type)
        {
            case StatementPrincipalType.Aws when value != "*":
                if (StatementPrincipals.AccountIdOf(value) is { } account)
                {
                    (form, value) = (PrincipalForm.Account, account);
                }
                else if (bindings is not null && bindings.TryGetValue(value, out var id))
                {
                    (form, value) = (PrincipalForm.UniqueId, id);
                }
                else
                {
                    form = StatementPrincipals.IsUniqueId(value) ? PrincipalForm.UniqueId : PrincipalForm.Arn;
                }
                break;
            case StatementPrincipalType.Federated:
                form = PrincipalForm.Federated;
                break;
            case StatementPrincipalType.Service:
                form = PrincipalForm.Service;
                break;
            case StatementPrincipalType.CanonicalUser:
                (form, value) =
                    bindings is not null && bindings.TryGetValue(value, out var owner)
                        ? (PrincipalForm.Account, owner)
                        : (PrincipalForm.CanonicalUser, value);
                break;
        }
        return new PrincipalRow(form, Pooled(value), value.Length);
    }

    ConditionRow CompileCondition(PolicyCondition condition)
    {
        var traits = OperatorTraits.Of(condition.Operator);
        var malformed = false;
        var start = 0;
        var count = 0;
        switch (traits.Family)
        {
            case OperatorFamily.Numeric:
                start = numbers.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(numbers, Decimals.TryParse(value.Text, out var number), number);
                count = numbers.Count - start;
                break;
            case OperatorFamily.Date:
                start = dates.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(dates, Dates.TryParse(value.Text, out var date), date);
                count = dates.Count - start;
                break;
            case OperatorFamily.IpAddress:
                start = ipRanges.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(ipRanges, IpRange.TryParse(value.Text, out var range), range);
                count = ipRanges.Count - start;
                break;
            case OperatorFamily.Binary:
                start = bytes.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(bytes, Base64Text.TryDecode(value.Text, out var decoded), decoded!);
                count = bytes.Count - start;
                break;
            default:
                start = patterns.Count;
                foreach (var value in condition.Values)
                    patterns.Add(
                        AddPattern(
                            value.Text,
                            traits.TakesWildcards,
                            hasVariables && traits.TakesVariables ? 0 : int.MaxValue,
                            segments: false
                        )
                    );
                count = patterns.Count - start;
                break;
        }
        var isPlainText =
            condition.SetOperator == SetOperator.None
            && traits.Family is OperatorFamily.String or OperatorFamily.StringLike
            && patterns.Skip(start).Take(count).All(pattern => pattern.Kind == PatternKind.Exact);
        return new ConditionRow(
            Key(condition.Key.Text),
            condition.Operator,
            condition.SetOperator,
            condition.IfExists,
            malformed,
            isPlainText,
            new Slice(start, count)
        );
    }

    static bool AddParsed<T>(List<T> values, bool parsed, T value)
    {
        if (parsed)
            values.Add(value);
        return parsed;
    }

    ContextKey Key(string name)
    {
        ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, name, out _);
        return key ??= ContextKey.Shared(name);
    }

    /// <summary>Marks wildcards and variables in a text and puts it into the pool.</summary>
    Pattern AddPattern(string text, bool wildcards, int variablesFrom, bool segments)
    {
        scratch.Clear();
        var colons = 0;
        var literal = -1;
        var hasVariable = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (
                c == '$'
                && i >= variablesFrom
                && VariableSyntax.TryRead(text.AsSpan(i), out var key, out var defaultValue, out var hasDefault, out var length)
            )
            {
                i += length - 1;
                if (VariableSyntax.IsEscape(key))
                {
                    scratch.Append(key);
                    continue;
                }
                literal = literal < 0 ? scratch.Length : literal;
                hasVariable = true;
                scratch.Append(Wildcard.Variable).Append((char)Variable(key.ToString(), hasDefault ? defaultValue.ToString() : null));
                continue;
            }
            if (c == ':')
                colons++;
            if (!wildcards || c is not ('*' or '?'))
            {
                scratch.Append(c);
                continue;
            }
            literal = literal < 0 ? scratch.Length : literal;
            // In a segment before the resource part only a * at its end may go past the colon.
            var confined = segments && colons < 5;
            if (c == '?')
                scratch.Append(confined ? Wildcard.OneInSegment : Wildcard.One);
            else
                scratch.Append(confined && i + 1 < text.Length && text[i + 1] != ':' ? Wildcard.AnyInSegment : Wildcard.Any);
        }
        var kind =
            hasVariable ? PatternKind.Variables
            : literal < 0 ? PatternKind.Exact
            : literal == scratch.Length - 1 && scratch[literal] == Wildcard.Any ? (literal == 0 ? PatternKind.All : PatternKind.Prefix)
            : PatternKind.Wildcards;
        return new Pattern(Pooled(scratch.ToString()), scratch.Length, literal < 0 ? scratch.Length : literal, kind);
    }

    int Variable(string name, string? defaultValue)
    {
        var variable = new PolicyVariable(Key(name), defaultValue);
        if (variableNumbers.TryAdd(variable, variables.Count))
            variables.Add(variable);
        return variableNumbers[variable];
    }

    int Pooled(string text)
    {
        ref var offset = ref CollectionsMarshal.GetValueRefOrAddDefault(pooled, text, out var exists);
        if (!exists)
        {
            offset = pool.Length;
            pool.Append(text);
        }
        return offset;
    }
}
