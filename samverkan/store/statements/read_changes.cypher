MATCH (c:SamverkanChange)
RETURN
  c.revision AS revision,
  c.action AS action,
  c.kind AS kind,
  c.thing AS thing,
  c.before AS before,
  c.after AS after,
  c.number AS number
ORDER BY revision, c.place
