const rankings = ['learning_score', 'enrolment_score', 'retention_score', 'gender_parity_score', 'toilet', 'electricity', 'boundary_wall', 'building_condition', 'drinking_water'];
const survey = ['teacher_presence', 'student_attendance'];

/** The demonstration cycle: the rankings end in 2016, the survey is of 2023. */
export const cycle = {
  cycleId: '2023',
  title: { en: 'Demonstration cycle 2023', ur: 'نمائشی دور 2023' },
  start: '2023-01-01',
  end: '2023-12-31',
  level: 'district',
  periods: Object.fromEntries([...rankings.map((code) => [code, '2016'] as const), ...survey.map((code) => [code, '2023'] as const)]),
};
