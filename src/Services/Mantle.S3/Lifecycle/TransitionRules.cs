using Mantle.S3.Entities;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Lifecycle;

/// <summary>
/// Reads and writes the transitions of a rule
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html"/>).
/// </summary>
static class TransitionRules
{
    /// <summary>Days before an object can change to an infrequent-access class.</summary>
    const int LeastDays = 30;

    /// <summary>S3's default.</summary>
    public const string DefaultMinimum = "all_storage_classes_128K";

    public static IReadOnlyList<LifecycleTransition>? Of(Wire.S3.LifecycleRule rule)
    {
        if (rule.Transitions is not { Count: > 0 } transitions)
            return null;
        foreach (var transition in transitions)
        {
            if (transition.StorageClass is not { } target || transition.Days is null == transition.Date is null)
                throw Errors.MalformedXML();
            if (transition.Days < 0)
                throw Errors.InvalidArgument("'Days' for Transition action must be nonnegative");
            if (transition.Date is { } date && date.UtcDateTime.TimeOfDay != TimeSpan.Zero)
                throw Errors.InvalidArgument("'Date' must be at midnight GMT");
            CheckDays(target, transition.Days, "Days", "Transition");
            if (transition.Days is { } days && rule.Expiration?.Days <= days)
                throw Errors.InvalidArgument(
                    $"'Days' in the Expiration action for filter '{Filter(rule)}' must be greater than 'Days' in the Transition action"
                );
        }
        CheckDifferent(transitions.Select(transition => transition.StorageClass!), "Transition", rule);
        return [.. transitions.Select(transition => new LifecycleTransition(transition.StorageClass!, transition.Days, transition.Date))];
    }

    public static IReadOnlyList<LifecycleTransition>? NoncurrentOf(Wire.S3.LifecycleRule rule)
    {
        if (rule.NoncurrentVersionTransitions is not { Count: > 0 } transitions)
            return null;
        foreach (var transition in transitions)
        {
            if (transition.StorageClass is not { } target || transition.NoncurrentDays is null)
                throw Errors.MalformedXML();
            if (transition.NoncurrentDays < 0)
                throw Errors.InvalidArgument("'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative");
            CheckDays(target, transition.NoncurrentDays, "NoncurrentDays", "NoncurrentVersionTransition");
        }
        CheckDifferent(transitions.Select(transition => transition.StorageClass!), "NoncurrentVersionTransition", rule);
        return
        [
            .. transitions.Select(transition => new LifecycleTransition(
                transition.StorageClass!,
                transition.NoncurrentDays,
                null,
                transition.NewerNoncurrentVersions
            )),
        ];
    }

    public static IReadOnlyList<Wire.S3.Transition>? Shape(IReadOnlyList<LifecycleTransition>? transitions) =>
        transitions
            ?.Select(item => new Wire.S3.Transition
            {
                StorageClass = item.StorageClass,
                Days = item.Days,
                Date = item.Date,
            })
            .ToList();

    public static IReadOnlyList<Wire.S3.NoncurrentVersionTransition>? NoncurrentShape(IReadOnlyList<LifecycleTransition>? transitions) =>
        transitions
            ?.Select(item => new Wire.S3.NoncurrentVersionTransition
            {
                StorageClass = item.StorageClass,
                NoncurrentDays = item.Days,
                NewerNoncurrentVersions = item.NewerNoncurrentVersions,
            })
            .ToList();

    static void CheckDays(string target, int? days, string element, string action)
    {
        if (target is "STANDARD_IA" or "ONEZONE_IA" && days < LeastDays)
            throw Errors.InvalidArgument(
                $"'{element}' in {action} action must be greater than or equal to {LeastDays} for storageClass '{target}'"
            );
    }

    static void CheckDifferent(IEnumerable<string> targets, string action, Wire.S3.LifecycleRule rule)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in targets)
            if (!seen.Add(target))
                throw Errors.InvalidRequest(
                    $"'StorageClass' must be different for '{action}' actions in same 'Rule' with filter '{Filter(rule)}'"
                );
    }

    static string Filter(Wire.S3.LifecycleRule rule) => $"(prefix={rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix})";
}
