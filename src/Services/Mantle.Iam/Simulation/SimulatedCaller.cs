using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>The caller of the simulated calls, and its context keys.</summary>
sealed class SimulatedCaller
{
    SimulatedCaller(Principal principal, DictionaryRequestContext context)
    {
        Principal = principal;
        Context = context;
        AccountId = AccountId.Parse(principal.AccountId!);
    }

    public Principal Principal { get; }

    public AccountId AccountId { get; }

    public DictionaryRequestContext Context { get; }

    /// <summary>
    /// The user that <c>CallerArn</c> names, who need not exist; without it, the user, group or role whose policies are simulated.
    /// </summary>
    /// <exception cref="Wire.ApiException">InvalidInput: CallerArn is not a user's ARN, or there is a resource policy and no user whom it
    /// could name.</exception>
    public static SimulatedCaller Of(string? callerArn, Identity? holder, Account account, bool needsUser)
    {
        callerArn ??= (holder as Core.Accounts.User)?.Arn.ToString();
        if (callerArn is not null)
            return OfUser(callerArn, account);
        if (needsUser)
            throw Errors.InvalidInput("Invalid caller - Caller cannot be null or empty.");
        var context = new DictionaryRequestContext { { "aws:PrincipalAccount", account.Id } };
        if (holder is not Core.Accounts.Role role)
            return new(Principal.User($"arn:aws:iam::{account.Id}:user/", null), context);
        context.Add("aws:PrincipalArn", role.Arn);
        context.Add("aws:PrincipalType", "AssumedRole");
        AddTags(context, role);
        return new(Principal.RoleSession($"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/", role.Arn, role.Id), context);
    }

    static SimulatedCaller OfUser(string arn, Account account)
    {
        var (type, name) = EntityArn.Read(arn);
        if (type != "user")
            throw Errors.InvalidInput($"Invalid caller - CallerArn {arn} is not the ARN of an IAM user.");
        var known = account.Users.Find(name) is { } user && user.Arn == arn ? user : null;
        var principal = Principal.User(arn, known?.Id);
        var context = new DictionaryRequestContext
        {
            { "aws:PrincipalAccount", principal.AccountId! },
            { "aws:PrincipalArn", arn },
            { "aws:PrincipalType", "User" },
            { "aws:username", name },
        };
        if (known is not null)
        {
            context.Add("aws:userid", known.Id);
            AddTags(context, known);
        }
        return new(principal, context);
    }

    static void AddTags(DictionaryRequestContext context, ActingIdentity identity)
    {
        foreach (var tag in identity.Tags)
            context.Add($"aws:PrincipalTag/{tag.Key}", tag.Value);
    }
}
