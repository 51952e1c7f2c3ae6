namespace Mantle.Policy;

/// <summary>The checks of one document, in the order in which AWS reports problems.</summary>
sealed class Validation(PolicyDocument document, PolicyType type)
{
    static readonly string[] TrustActions = ["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"];

    public List<PolicyProblem> Problems { get; } = [];

    /// <summary>Whether the policy is attached to a principal, so that its statements have no principals.</summary>
    bool IsIdentity =>
        type
            is PolicyType.Identity
                or PolicyType.ManagedIdentity
                or PolicyType.PermissionsBoundary
                or PolicyType.Session
                or PolicyType.ServiceControl;

    public void Run()
    {
        CheckVersion();
        Each(CheckEffect);
        Each(CheckOperands);
        CheckSids();
        Each(CheckPrincipalElement);
        Each(CheckResourceElement);
        Each(CheckResources);
        Each(CheckActionsAreThere);
        Each(CheckActions);
        Each(CheckConditionKeys);
        Each(CheckResourcesAreThere);
        if (type == PolicyType.ResourceControl)
            Each(CheckResourceControlStatement);
        if (type == PolicyType.Trust)
            Each(CheckTrustActions);
        Each(CheckPrincipals);
    }

    void Each(Action<PolicyStatement> check)
    {
        foreach (var statement in document.Statements)
            check(statement);
    }

    void Add(string message, SourcePosition position, string detail = "") => Problems.Add(new(message, position, detail));

    void CheckVersion()
    {
        var needsVersion2012 =
            type is PolicyType.ManagedIdentity or PolicyType.PermissionsBoundary or PolicyType.ServiceControl or PolicyType.ResourceControl;
        if (needsVersion2012 && document.Version != PolicyVersion.V2012)
            Add(AwsMessages.Version, document.VersionText?.Position ?? new(1, 1));
    }

    void CheckEffect(PolicyStatement statement)
    {
        if (statement.EffectText.Text is not ("Allow" or "Deny"))
            Add(AwsMessages.LegacyParsing, statement.EffectText.Position, "Effect is written Allow or Deny.");
    }

    void CheckOperands(PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        foreach (var value in condition.Values)
            if (OperandProblem(condition.Operator, value.Text) is { } detail)
                Add(AwsMessages.LegacyParsing, value.Position, detail);
    }

    string? OperandProblem(ConditionOperator @operator, string value)
    {
        var traits = OperatorTraits.Of(@operator);
        // The variable's value is not known here.
        if (traits.TakesVariables && document.Version == PolicyVersion.V2012 && value.Contains("${", StringComparison.Ordinal))
            return null;
        return traits.Family switch
        {
            OperatorFamily.Numeric when !Decimals.TryParse(value, out _) => $"{@operator} compares numbers, and '{value}' is none.",
            OperatorFamily.Date when !Dates.TryParse(value, out _) =>
                $"{@operator} compares dates, and '{value}' is neither ISO 8601 nor seconds since 1970.",
            OperatorFamily.IpAddress when !IpRange.TryParse(value, out _) =>
                $"{@operator} compares addresses, and '{value}' is no address or CIDR range.",
            OperatorFamily.Binary when !Base64Text.TryDecode(value, out _) => $"{@operator} compares bytes, and '{value}' is not base64.",
            OperatorFamily.Bool or OperatorFamily.Null when !bool.TryParse(value, out _) =>
                $"{@operator} takes true or false, not '{value}'.",
            OperatorFamily.Arn when value != "*" && value.Count(c => c == ':') < 5 =>
                $"{@operator} compares ARNs, and '{value}' has not their six parts.",
            _ => null,
        };
    }

    void CheckSids()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in document.Statements)
        {
            if (statement.Sid is not { Text.Length: > 0 } sid)
                continue;
            if (type is not (PolicyType.Resource or PolicyType.VpcEndpoint) && !sid.Text.All(char.IsAsciiLetterOrDigit))
                Add(AwsMessages.InvalidSid, sid.Position);
            else if (!seen.Add(sid.Text))
                Add(AwsMessages.DuplicateSid, sid.Position);
        }
    }

    void CheckPrincipalElement(PolicyStatement statement)
    {
        var notPrincipal = Position(statement, "NotPrincipal");
        if ((Position(statement, "Principal") ?? notPrincipal) is { } position)
        {
            if (IsIdentity)
                Add(AwsMessages.PrincipalInIdentityPolicy, position);
            else if (notPrincipal is not null && type is PolicyType.Trust or PolicyType.ResourceControl)
                Add(AwsMessages.ProhibitedNotPrincipal, position);
        }
        else if (type is PolicyType.Resource or PolicyType.Trust or PolicyType.ResourceControl)
        {
            Add(AwsMessages.MissingPrincipal, statement.Span.Start);
        }
    }

    void CheckResourceElement(PolicyStatement statement)
    {
        if (type != PolicyType.Trust)
            return;
        if (Position(statement, "Resource") is { } resource)
            Add(AwsMessages.ProhibitedResource, resource);
        if (Position(statement, "NotResource") is { } notResource)
            Add(AwsMessages.ProhibitedNotResource, notResource);
    }

    void CheckResources(PolicyStatement statement)
    {
        if (type == PolicyType.Trust)
            return;
        foreach (var resource in statement.Resource.Or(statement.NotResource))
            if (ResourceRules.Problem(resource.Text) is { } message)
                Add(message, resource.Position);
    }

    void CheckActions(PolicyStatement statement)
    {
        foreach (var action in statement.Action.Or(statement.NotAction))
            if (ActionProblem(action.Text) is { } message)
                Add(message, action.Position);
    }

    static string? ActionProblem(string action)
    {
        if (action == "*")
            return null;
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return AwsMessages.ActionVendor;
        if (action.IndexOf(':', colon + 1) >= 0)
            return AwsMessages.ActionColon;
        var vendor = action[..colon];
        return vendor.Length > 0 && vendor.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '*' or '?')
            ? null
            : $"Vendor {vendor} is not valid";
    }

    void CheckConditionKeys(PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
            if (!ConditionKeyRules.HasOneColon(condition.Key.Text))
                Add(AwsMessages.ConditionColon, condition.Key.Position);
    }

    void CheckActionsAreThere(PolicyStatement statement)
    {
        if (statement.Action.Or(statement.NotAction).Count == 0)
            Add(AwsMessages.NoActions, statement.Span.Start);
    }

    void CheckResourcesAreThere(PolicyStatement statement)
    {
        if (type != PolicyType.Trust && statement.Resource.Or(statement.NotResource).Count == 0)
            Add(AwsMessages.NoResources, statement.Span.Start);
    }

    void CheckResourceControlStatement(PolicyStatement statement)
    {
        if (statement.Effect == Effect.Allow)
            Add(AwsMessages.ControlPolicy, statement.EffectText.Position, "A resource control policy can only deny.");
        if (statement.NotAction.IsPresent)
            Add(AwsMessages.ControlPolicy, statement.Span.Start, "A resource control policy has no NotAction.");
        if (
            statement.Principal.IsPresent
            && statement.Principal.Values is not [{ Value: "*", Type: StatementPrincipalType.Everyone or StatementPrincipalType.Aws }]
        )
            Add(AwsMessages.ControlPolicy, Position(statement, "Principal")!.Value, "The Principal of a resource control policy is \"*\".");
    }

    void CheckTrustActions(PolicyStatement statement)
    {
        foreach (var action in statement.Action.Or(statement.NotAction))
        {
            var lower = AsciiText.ToLower(action.Text);
            if (!lower.StartsWith("sts:assumerole", StringComparison.Ordinal) && !TrustActions.Contains(lower))
                Add(AwsMessages.AssumeRoleActions, action.Position);
        }
    }

    void CheckPrincipals(PolicyStatement statement)
    {
        var principals = statement.Principal.Or(statement.NotPrincipal);
        if (IsIdentity || !principals.IsPresent)
            return;
        if (principals.Count == 0)
            Add(AwsMessages.NoPrincipals, Position(statement, statement.Principal.IsPresent ? "Principal" : "NotPrincipal")!.Value);
        foreach (var principal in principals)
        {
            if (type == PolicyType.Trust && principal.Type == StatementPrincipalType.Everyone)
            {
                Add(AwsMessages.StarPrincipal, principal.Position, "A trust policy names everyone as {\"AWS\": \"*\"}.");
                continue;
            }
            if (PrincipalRules.IsWellFormed(principal, type))
                continue;
            Add(
                principal.Type == StatementPrincipalType.Federated ? AwsMessages.FederatedPrincipal : principal.InvalidMessage,
                principal.Position
            );
        }
    }

    static SourcePosition? Position(PolicyStatement statement, string element)
    {
        foreach (var name in statement.Elements)
            if (name.Text == element)
                return name.Position;
        return null;
    }
}
