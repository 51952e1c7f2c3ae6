using Mantle.Core.Accounts;
using Mantle.Eks.Entities;
using Mantle.Policy;
using Mantle.Sts;
using Mantle.Wire;
using Errors = Mantle.Wire.Eks.Errors;

namespace Mantle.Eks.PodIdentity;

/// <summary>
/// The session policy of an association
/// (<see href="https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html"/>).
/// </summary>
static class AssociationPolicy
{
    /// <summary>The most characters of a session policy, without white space.</summary>
    const int Longest = 2_048;

    /// <summary>The policy; null for an empty text, which takes it away.</summary>
    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static PolicyText? Of(string? document)
    {
        if (document is null or "")
            return null;
        if (PolicySize.NonWhitespaceLength(document) > Longest)
            throw Errors.InvalidParameterException($"The policy is longer than {Longest} characters.");
        try
        {
            return SessionPolicyInput.Of(document);
        }
        catch (ApiException malformed)
        {
            throw Errors.InvalidParameterException(malformed.Message);
        }
    }

    /// <summary>A policy and the session tags do not go together: AWS wants the tags switched off.</summary>
    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static void Check(PodAssociation pod)
    {
        if (pod is { Policy: not null, WithoutSessionTags: false })
            throw Errors.InvalidParameterException("An association with a policy must have disableSessionTags set to true.");
    }
}
