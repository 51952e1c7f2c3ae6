using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicySourceType = Mantle.Policy.PolicySourceType;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam.Simulation;

/// <summary>A policy that takes part in a simulation, with the <c>SourcePolicyId</c> that AWS shows for it.</summary>
sealed class SimulatedPolicy
{
    readonly string text;

    SimulatedPolicy(string text, PolicyDocument document, PolicySource source)
    {
        this.text = text;
        Document = document;
        Compiled = CompiledPolicy.Compile(document, source);
    }

    public PolicyDocument Document { get; }

    public CompiledPolicy Compiled { get; }

    /// <summary>The documents of <c>PolicyInputList</c>, with the ids <c>PolicyInputList.1</c> and so on.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: one is malformed.</exception>
    public static IEnumerable<SimulatedPolicy> Inputs(IReadOnlyList<string> documents) =>
        documents.Select(
            (text, i) =>
                Input(text, PolicyType.Identity, new PolicySource(string.Create(CultureInfo.InvariantCulture, $"PolicyInputList.{i + 1}")))
        );

    /// <summary>A document of the request, validated as a policy of that type.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: it is malformed.</exception>
    public static SimulatedPolicy Input(string text, PolicyType type, PolicySource source)
    {
        if (
            !PolicyDocument.TryParse(text, out var document, out var problems)
            || (problems = PolicyValidator.Validate(document, type)).Count > 0
        )
            throw Errors.InvalidInput(problems[0].Message);
        return new SimulatedPolicy(text, document, source);
    }

    /// <summary>The policies of a user and its groups, of a group, or of a role.</summary>
    public static IEnumerable<SimulatedPolicy> Of(Account account, Identity holder, Exclusions exclusions)
    {
        var own = OwnPolicies(account, holder, exclusions);
        return holder is Core.Accounts.User user
            ? own.Concat(
                user.Groups.Select(account.Groups.Find)
                    .OfType<Core.Accounts.Group>()
                    .SelectMany(group => OwnPolicies(account, group, exclusions))
            )
            : own;
    }

    /// <summary>A managed policy by its ARN, with its name as id; null when the policy no longer exists.</summary>
    public static SimulatedPolicy? Managed(Account account, string arn)
    {
        var (text, type) = AwsManagedPolicies.IsAwsManaged(arn)
            ? (AwsManagedPolicies.Find(arn)?.Document, PolicySourceType.AwsManaged)
            : (account.FindPolicy(arn)?.Default.Document.Text, PolicySourceType.UserManaged);
        return text is null ? null : Stored(text, new PolicySource(PolicyArn.NameOf(arn), type));
    }

    /// <summary>The context keys that the policies read, each once, as first written.</summary>
    public static IReadOnlyList<string> ContextKeys(IEnumerable<SimulatedPolicy> policies) =>
        [.. policies.SelectMany(policy => policy.Document.ContextKeys()).Distinct(StringComparer.OrdinalIgnoreCase)];

    static IEnumerable<SimulatedPolicy> OwnPolicies(Account account, Identity holder, Exclusions exclusions)
    {
        var kind = Existing.Kind(holder);
        var type = holder switch
        {
            Core.Accounts.User => PolicySourceType.User,
            Core.Accounts.Group => PolicySourceType.Group,
            _ => PolicySourceType.Role,
        };
        return holder
            .InlinePolicies.Where(inline => !exclusions.HasInline(holder, inline))
            .Select(inline => Stored(inline.Document.Text, new PolicySource($"{kind}_{holder.Name}_{inline.Name}", type)))
            .Concat(
                holder
                    .AttachedPolicies.Where(arn => !exclusions.HasManaged(arn))
                    .Select(arn => Managed(account, arn))
                    .OfType<SimulatedPolicy>()
            );
    }

    static SimulatedPolicy Stored(string text, PolicySource source) => new(text, PolicyDocument.Parse(text), source);

    /// <summary>
    /// Where a statement starts, as in recorded answers: at the end of the statement before it. The first one starts after the list's
    /// opening bracket, and a statement outside a list after its own brace.
    /// </summary>
    public SourcePosition StartOf(int statement)
    {
        if (statement > 0)
            return Document.Statements[statement - 1].Span.End;
        var brace = Document.Statements[0].Span.Start;
        var at = Offset(brace);
        var before = at - 1;
        while (char.IsWhiteSpace(text[before]))
            before--;
        if (text[before] == ':')
            return brace with { Column = brace.Column + 1 };
        var lines = text.AsSpan(before, at - before).Count('\n');
        return new SourcePosition(brace.Line - lines, before + 1 - text.LastIndexOf('\n', before));
    }

    int Offset(SourcePosition position)
    {
        var at = 0;
        for (var line = 1; line < position.Line; line++)
            at = text.IndexOf('\n', at) + 1;
        return at + position.Column - 1;
    }
}
