using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn;

/// <summary>The rules that all calls of AWS Sign-In share.</summary>
sealed class SignInTraits : ServiceTraits
{
    /// <summary>
    /// <see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html"/>
    /// </summary>
    public override string EventType(OperationInfo operation) =>
        operation.Name == nameof(ConsoleLogin) ? "AwsConsoleSignIn" : base.EventType(operation);

    /// <summary>
    /// Where a person signed in to, and how.
    /// <see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html"/>
    /// </summary>
    public override IEnumerable<(string Name, string Value)> EventAdditions(OperationInfo operation, object? request)
    {
        if (request is not ConsoleLoginRequest login)
            yield break;
        yield return ("LoginTo", login.LoginTo);
        yield return ("MobileVersion", "No");
        if (login.MfaIdentifier is { } identifier)
            yield return ("MFAIdentifier", identifier);
        yield return ("MFAUsed", login.IsWithMfa ? "Yes" : "No");
    }
}
