using Mantle.Core.Accounts;
using Mantle.Wire.Admin;
using Tag = Mantle.Wire.Admin.Tag;

namespace Mantle.Admin.Workloads;

static class WorkloadShape
{
    public static Workload Of(WorkloadRegistration registration) =>
        new()
        {
            RegistrationId = registration.Id,
            Service = registration.Service,
            RoleArn = registration.RoleArn,
            InstanceProfileName = registration.InstanceProfileName,
            SourceArn = registration.SourceArn,
            SessionName = registration.SessionName,
            CreatedBy = registration.CreatedBy,
            CreateDate = registration.CreateDate,
            ExpirationDate = registration.ExpirationDate,
            Tags = registration.SessionTags.IsEmpty
                ? null
                : [.. registration.SessionTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
}
