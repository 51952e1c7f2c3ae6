using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.SignIn;

/// <summary>The rules that all calls of AWS Sign-In share.</summary>
sealed class SignInTraits : ServiceTraits
{
    /// <summary>
    /// <see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html"/>
    /// </summary>
    public override string EventType(OperationInfo operation) =>
        operation.Name == nameof(ConsoleLogin) ? "AwsConsoleSignIn" : base.EventType(operation);
}
